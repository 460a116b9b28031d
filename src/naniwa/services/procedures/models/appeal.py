"""What may follow a decision: an appeal (審査請求) by the applicant, and its withdrawal by the office."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.services.procedures.models.application import Application


class AppealOutcome(models.TextChoices):
    UPHELD = "upheld", _("認容（決定を改める）")
    DISMISSED = "dismissed", _("棄却・却下（決定のまま）")


class Appeal(models.Model):
    """At most one of a case is open; an open one keeps the case from retention."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, models.CASCADE, related_name="appeals", verbose_name=_("申請"))
    filed_on = models.DateField(_("請求日"))
    ground = models.TextField(_("請求の理由"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("記録者")
    )
    recorded_at = models.DateTimeField(_("記録日時"))
    outcome = models.CharField(_("裁決"), max_length=9, choices=AppealOutcome.choices, blank=True)
    answered_on = models.DateField(_("裁決日"), null=True)
    answer = models.TextField(_("裁決の要旨"), blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("裁決の記録者")
    )
    closed_at = models.DateTimeField(_("裁決の記録日時"), null=True)

    class Meta:
        verbose_name = _("審査請求")
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(outcome=""), name="procedures_one_open_appeal_a_case"
            ),
            models.CheckConstraint(
                name="procedures_an_answered_appeal_is_whole",
                condition=models.Q(outcome="", answered_on=None, closed_by=None, closed_at=None)
                | models.Q(
                    outcome__in=["upheld", "dismissed"],
                    answered_on__gte=models.F("filed_on"),
                    closed_by__isnull=False,
                    closed_at__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.filed_on}"

    @property
    def reference(self) -> str:
        return str(self.public_id)


class Recall(models.Model):
    """The decision stands in the records as it was made; `decided_by` repeats who made it, for the constraint."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="recall", verbose_name=_("申請"))
    reason = models.TextField(_("取消しの理由"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("決定者"))
    recalled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("取り消した人")
    )
    recalled_at = models.DateTimeField(_("取消日時"))

    class Meta:
        verbose_name = _("決定の取消し")
        constraints = [
            models.CheckConstraint(
                name="procedures_another_approver_recalls", condition=~models.Q(recalled_by=models.F("decided_by"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.recalled_at:%Y-%m-%d}"
