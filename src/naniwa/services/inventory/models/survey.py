"""A survey: departments confirm their rows until a day."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.services.inventory.models.department import Department


class Survey(models.Model):
    """Its rows are unconfirmed when it opens; `due_on` is the last day in Tokyo."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    title = models.CharField(_("調査の名前"), max_length=100)
    due_on = models.DateField(_("期限"))
    opened_at = models.DateTimeField(_("開始日時"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("開始した人")
    )
    closed_at = models.DateTimeField(_("終了日時"), null=True)

    class Meta:
        verbose_name = _("棚卸調査")
        constraints = [
            models.CheckConstraint(name="inventory_a_survey_has_a_title", condition=~models.Q(title="")),
            models.CheckConstraint(
                name="inventory_a_survey_closes_after_it_opens",
                condition=models.Q(closed_at=None) | models.Q(closed_at__gte=models.F("opened_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        return str(self.public_id)


class Part(models.Model):
    """What one department does of a survey: `done_at` when its contact says that all is confirmed."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="parts", verbose_name=_("棚卸調査"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="parts", verbose_name=_("課"))
    done_at = models.DateTimeField(_("完了日時"), null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("完了した人")
    )

    class Meta:
        verbose_name = _("課の回答")
        constraints = [
            models.UniqueConstraint(fields=["survey", "department"], name="inventory_one_part_a_department"),
            models.CheckConstraint(
                name="inventory_a_finished_part_says_by_whom",
                condition=models.Q(done_at=None, done_by=None) | models.Q(done_at__isnull=False, done_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.department_id}"

    @property
    def reference(self) -> str:
        return str(self.public_id)
