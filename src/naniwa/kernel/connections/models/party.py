"""A service of somebody else's that people may enter with their one ID."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Party(models.Model):
    """`secret_digest` is the SHA-256 of 32 random bytes: no slow hash is needed. `level` is what sign-in must reach."""

    client_id = models.UUIDField(_("クライアントID"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("登録した組織")
    )
    name = models.CharField(_("名前"), max_length=100)
    operator = models.CharField(_("運営者"), max_length=100)
    purpose_ja = models.CharField(_("サービスの目的"), max_length=300)
    purpose_en = models.CharField(_("サービスの目的（英語）"), max_length=300)
    redirect_uris = ArrayField(models.CharField(max_length=500), verbose_name=_("戻り先"))
    logout_uri = models.CharField(_("ログアウトの知らせ先"), max_length=500, blank=True)
    scopes = ArrayField(models.CharField(max_length=20), verbose_name=_("渡してよい情報"))
    level = models.CharField(_("求める本人確認"), max_length=10, default="email")
    secret_digest = models.CharField(_("鍵の要約値"), max_length=64)
    secret_renewed_at = models.DateTimeField(_("鍵の交換日時"), null=True)
    former_digest = models.CharField(_("前の鍵の要約値"), max_length=64, blank=True, default="", db_default="")
    former_until = models.DateTimeField(_("前の鍵の期限"), null=True)
    created_at = models.DateTimeField(_("登録日時"))
    stopped_at = models.DateTimeField(_("停止日時"), null=True)

    class Meta:
        verbose_name = _("連携サービス")
        constraints = [
            models.CheckConstraint(
                name="connections_a_party_asks_a_known_level",
                condition=models.Q(level__in=["email", "passkey", "electronic"]),
            ),
            models.CheckConstraint(
                name="connections_a_former_secret_has_its_end",
                condition=models.Q(former_digest="", former_until=None)
                | (~models.Q(former_digest="") & models.Q(former_until__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        return str(self.client_id)
