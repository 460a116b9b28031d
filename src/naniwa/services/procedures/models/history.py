"""The history of a case: each step, and the notes that staff leave for one another."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.services.procedures.models.application import Application, State


class StepKind(models.TextChoices):
    STATE = "state", _("状態の変更")
    REVIEW = "review", _("審査")
    NOTICE = "notice", _("通知")
    ACCOUNT = "account", _("口座")
    FEE = "fee", _("手数料")
    TALK = "talk", _("オンライン相談")


class Step(models.Model):
    """`public` steps are shown to the applicant."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="steps", verbose_name=_("申請"), db_index=False
    )
    at = models.DateTimeField(_("日時"))
    kind = models.CharField(_("種別"), max_length=8, choices=StepKind.choices, default=StepKind.STATE)
    state = models.CharField(_("状態"), max_length=20, choices=State.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("行った人")
    )
    detail = models.TextField(_("内容"), blank=True)
    public = models.BooleanField(_("申請者に表示"), default=True)

    class Meta:
        verbose_name = _("経過")
        indexes = [models.Index(fields=["application", "at"], name="procedures_steps_of_case")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.state}"


class Note(models.Model):
    """Internal: never shown to the applicant."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="notes", verbose_name=_("申請"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("書いた人"))
    at = models.DateTimeField(_("日時"))
    text = models.TextField(_("メモ"))

    class Meta:
        verbose_name = _("メモ")
        indexes = [models.Index(fields=["application", "at"], name="procedures_notes_of_case")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.at:%Y-%m-%d}"
