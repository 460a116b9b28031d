"""Money claimed back: paid on a decision that was withdrawn afterwards."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.payments.models.claim import Claim
from naniwa.kernel.people.scoping import Scoped


class Reclaim(Scoped):
    """One for each paid claim, in whole yen; `settled_at` is when the last yen of it was recorded as paid back."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    claim = models.OneToOneField(Claim, models.PROTECT, related_name="reclaim", verbose_name=_("支払案件"))
    amount_yen = models.PositiveBigIntegerField(_("返還を求める額"))
    due_on = models.DateField(_("返還の期限"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("求めた人")
    )
    opened_at = models.DateTimeField(_("求めた日時"))
    settled_at = models.DateTimeField(_("返還の完了日時"), null=True)

    class Meta:
        verbose_name = _("返還請求")
        constraints = [
            models.CheckConstraint(name="payments_a_reclaim_has_an_amount", condition=models.Q(amount_yen__gt=0))
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def reference(self) -> str:
        return str(self.public_id)


class Repayment(models.Model):
    """An amount that came back; `number` counts those of one reclaim, so that a form sent twice counts once."""

    reclaim = models.ForeignKey(
        Reclaim, models.PROTECT, related_name="repayments", verbose_name=_("返還請求"), db_index=False
    )
    number = models.PositiveSmallIntegerField(_("回"))
    amount_yen = models.PositiveBigIntegerField(_("返還額"))
    paid_on = models.DateField(_("入金日"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("記録者")
    )
    recorded_at = models.DateTimeField(_("記録日時"))

    class Meta:
        verbose_name = _("返還")
        constraints = [
            models.UniqueConstraint(fields=["reclaim", "number"], name="payments_repayments_are_numbered"),
            models.CheckConstraint(name="payments_a_repayment_has_an_amount", condition=models.Q(amount_yen__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.reclaim_id}/{self.number}"
