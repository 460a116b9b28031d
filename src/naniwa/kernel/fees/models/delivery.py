"""A delivery: one call of a provider that was believed, kept once however often it comes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.fees.models.payment import Payment


class Delivery(models.Model):
    """What the call said of money, and nothing else of it: its text is not kept."""

    provider = models.CharField(_("決済会社"), max_length=40)
    number = models.CharField(_("通知番号"), max_length=80)
    kind = models.CharField(_("種別"), max_length=12)
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, related_name="deliveries", verbose_name=_("決済"))
    amount_yen = models.PositiveBigIntegerField(_("金額"))
    happened_at = models.DateTimeField(_("発生日時"))
    received_at = models.DateTimeField(_("受信日時"))

    class Meta:
        verbose_name = _("決済会社からの通知")
        constraints = [
            models.UniqueConstraint(fields=["provider", "number"], name="fees_a_delivery_is_taken_once"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.number}"
