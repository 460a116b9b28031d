"""A decision: the outcome of a case, made by someone other than its reviewer."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.services.procedures.models.application import Application


class Outcome(models.TextChoices):
    APPROVED = "approved", _("支給")
    DECLINED = "declined", _("不支給")


class Decision(models.Model):
    """One for each application; `amount_yen` is 0 when declined, and null where the procedure pays nothing.

    `paper` is the notice under the office's electronic seal, made after the decision where the definition asks for one;
    `certificate` the licence or certificate, likewise.
    """

    application = models.OneToOneField(Application, models.CASCADE, related_name="decision", verbose_name=_("申請"))
    outcome = models.CharField(_("結果"), max_length=10, choices=Outcome.choices)
    amount_yen = models.BigIntegerField(_("金額（円）"), null=True)
    reason = models.TextField(_("理由"), blank=True)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("審査者"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("決定者"))
    decided_at = models.DateTimeField(_("決定日時"))
    paper = models.OneToOneField(
        "signing.SignedPaper", models.SET_NULL, null=True, related_name="+", verbose_name=_("電子署名した通知書")
    )

    certificate = models.OneToOneField(
        "signing.SignedPaper",
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("電子署名した許可証・証明書"),
    )

    class Meta:
        verbose_name = _("決定")
        constraints = [
            models.CheckConstraint(
                name="procedures_two_persons_decide", condition=~models.Q(reviewer=models.F("decided_by"))
            ),
            models.CheckConstraint(
                name="procedures_money_only_when_approved",
                condition=models.Q(amount_yen=None)
                | models.Q(outcome="approved", amount_yen__gt=0)
                | models.Q(outcome="declined", amount_yen=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.outcome}"
