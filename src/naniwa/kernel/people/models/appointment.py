"""An appointment: the role that a member of staff holds in an organisation, from one day to another."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    REVIEWER = "reviewer", _("審査担当")
    APPROVER = "approver", _("決定権者")
    PAYER = "payer", _("支払担当")
    RELEASER = "releaser", _("支払承認者")
    CASHIER = "cashier", _("収納担当")
    PUBLISHER = "publisher", _("手続公開担当")
    ADMINISTRATOR = "administrator", _("管理者")
    AUDITOR = "auditor", _("監査担当")
    CLINIC = "clinic", _("届出をする診療機関")
    CALLER = "caller", _("患者への連絡担当")
    SUPERVISOR = "supervisor", _("感染症対応の責任者")
    PHYSICIAN = "physician", _("保健所の医師")
    OBSERVER = "observer", _("健康観察担当")
    COORDINATOR = "coordinator", _("入院調整担当")
    HOSPITAL = "hospital", _("病床の報告担当")


class Appointment(models.Model):
    """`ends_on` is the first day on which it no longer holds; empty while it lasts."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="appointments", verbose_name=_("利用者")
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    role = models.CharField(_("役割"), max_length=16, choices=Role.choices)
    starts_on = models.DateField(_("開始日"))
    ends_on = models.DateField(_("失効日"), null=True, blank=True)

    class Meta:
        verbose_name = _("任命")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role", "starts_on"], name="people_one_appointment_a_day"
            ),
            models.CheckConstraint(
                name="people_an_appointment_ends_after_it_starts",
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.role}"
