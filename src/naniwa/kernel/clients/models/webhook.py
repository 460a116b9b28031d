"""Where a client wants to be told of changes, and each telling."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.clients.models.client import ApiClient


class Webhook(models.Model):
    """Secrets are encrypted by a key derived from SECRET_KEY; the one before still signs beside the new one until then.

    `paused_until` keeps a receiver that does not answer from holding up the worker.
    """

    client = models.OneToOneField(ApiClient, models.CASCADE, related_name="webhook", verbose_name=_("APIクライアント"))
    url = models.CharField(_("送り先"), max_length=500)
    sealed_secret = models.TextField(_("暗号化した署名の鍵"))
    sealed_before = models.TextField(_("暗号化した前の鍵"), blank=True)
    before_until = models.DateTimeField(_("前の鍵の期限"), null=True)
    paused_until = models.DateTimeField(_("休止の期限"), null=True)
    created_at = models.DateTimeField(_("登録日時"))

    class Meta:
        verbose_name = _("Webhookの送り先")
        constraints = [
            models.CheckConstraint(
                name="clients_a_former_secret_has_its_end",
                condition=models.Q(sealed_before="", before_until=None)
                | (~models.Q(sealed_before="") & models.Q(before_until__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.url


class CallState(models.TextChoices):
    WAITING = "waiting", _("送信待ち")
    DELIVERED = "delivered", _("届いた")
    FAILED = "failed", _("届かなかった")


class Call(models.Model):
    """`id` is the webhook-id, the same at every try; `body` holds no personal data."""

    id = models.UUIDField(_("番号"), primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(ApiClient, models.CASCADE, related_name="calls", verbose_name=_("APIクライアント"))
    kind = models.CharField(_("種類"), max_length=60)
    subject = models.CharField(_("対象"), max_length=80, blank=True)
    body = models.TextField(_("本文"))
    state = models.CharField(_("状態"), max_length=9, choices=CallState.choices, default=CallState.WAITING)
    created_at = models.DateTimeField(_("日時"), db_index=True)
    attempts = models.SmallIntegerField(_("試行回数"), default=0)
    next_attempt_at = models.DateTimeField(_("次の試行日時"), null=True)
    delivered_at = models.DateTimeField(_("届いた日時"), null=True)
    answer = models.CharField(_("相手の応答"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("Webhookの送信")
        indexes = [models.Index(fields=["client", "created_at"], name="clients_calls_of_client")]
        constraints = [
            models.CheckConstraint(
                name="clients_delivered_has_its_time",
                condition=models.Q(state="delivered", delivered_at__isnull=False)
                | (~models.Q(state="delivered") & models.Q(delivered_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
