"""A deficiency notice: drafted from open items, confirmed by a person, then sent."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.services.procedures.models.application import Application


class NoticeState(models.TextChoices):
    DRAFT = "draft", _("案")
    SENT = "sent", _("送付済み")
    ANSWERED = "answered", _("回答あり")
    DISCARDED = "discarded", _("取りやめ")


class Notice(models.Model):
    """`body` is what the applicant will read; `message` is the key of the sent notification."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="notices", verbose_name=_("申請"))
    number = models.PositiveSmallIntegerField(_("回"))
    state = models.CharField(_("状態"), max_length=9, choices=NoticeState.choices, default=NoticeState.DRAFT)
    body = models.TextField(_("本文"))
    drafted_at = models.DateTimeField(_("作成日時"))
    due_at = models.DateTimeField(_("修正期限"), null=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("確認者")
    )
    sent_at = models.DateTimeField(_("送付日時"), null=True)
    answered_at = models.DateTimeField(_("回答日時"), null=True)
    reminded = models.PositiveSmallIntegerField(_("再通知の回数"), default=0)

    class Meta:
        verbose_name = _("修正のお願い")
        indexes = [models.Index(fields=["state", "due_at"], name="procedures_notices_due")]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="procedures_one_notice_a_number"),
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(state="draft"), name="procedures_one_draft_notice_a_case"
            ),
            models.CheckConstraint(
                name="procedures_a_person_sends_a_notice",
                condition=models.Q(state__in=["draft", "discarded"])
                | models.Q(sent_by__isnull=False, sent_at__isnull=False, due_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.number}"
