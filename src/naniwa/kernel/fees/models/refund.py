"""A refund: money of a payment that goes back to whoever paid."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.fees.models.payment import Payment


class RefundState(models.TextChoices):
    ASKED = "asked", _("返金の依頼中")
    REFUSED = "refused", _("決済会社が返金を断りました")
    DONE = "done", _("返金済み")


class Refund(models.Model):
    """`number` is how the provider names it, ours unless the refund was made at the provider's own desk."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds", verbose_name=_("決済"))
    number = models.CharField(_("返金番号"), max_length=80)
    amount_yen = models.PositiveBigIntegerField(_("返金額"))
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    state = models.CharField(_("状態"), max_length=7, choices=RefundState.choices, default=RefundState.ASKED)
    asked_at = models.DateTimeField(_("依頼日時"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("依頼者")
    )
    done_at = models.DateTimeField(_("返金日時"), null=True)

    class Meta:
        verbose_name = _("返金")
        constraints = [
            models.UniqueConstraint(fields=["payment", "number"], name="fees_a_refund_is_known_once"),
            models.CheckConstraint(name="fees_a_refund_has_an_amount", condition=models.Q(amount_yen__gt=0)),
            models.CheckConstraint(
                name="fees_a_done_refund_says_when",
                condition=models.Q(state__in=["asked", "refused"], done_at=None)
                | models.Q(state="done", done_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number
