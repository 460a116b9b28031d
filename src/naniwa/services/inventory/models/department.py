"""A department (課) that keeps rows of the inventory."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Department(models.Model):
    """`contact` is the member of staff who answers for its rows, and whom reminders reach."""

    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    code = models.CharField(_("課コード"), max_length=20)
    name = models.CharField(_("課名"), max_length=100)
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("課の担当者")
    )

    class Meta:
        verbose_name = _("課")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="inventory_one_department_a_code"),
            models.CheckConstraint(name="inventory_a_department_has_a_name", condition=~models.Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        return f"{self.organisation.code}/{self.code}"
