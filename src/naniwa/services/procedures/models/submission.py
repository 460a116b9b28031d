"""A submission: the answers exactly as handed in, the first time and at each correction."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.services.procedures.models.application import Application


class Submission(models.Model):
    """`number` 1 is the application itself; those above are corrections."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="submissions", verbose_name=_("申請"), db_index=False
    )
    number = models.PositiveSmallIntegerField(_("回"))
    answers = models.JSONField(_("回答"))
    at = models.DateTimeField(_("提出日時"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("提出者")
    )

    class Meta:
        verbose_name = _("提出")
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="procedures_one_submission_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.number}"
