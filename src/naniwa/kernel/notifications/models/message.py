"""A message to one person: written once, delivered at most once under its number."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.people.scoping import Scoped


class State(models.TextChoices):
    QUEUED = "queued", _("送信待ち")
    SENDING = "sending", _("送信中")
    SENT = "sent", _("送信済み")
    FAILED = "failed", _("送信できませんでした")
    BOUNCED = "bounced", _("届きませんでした")
    UNCONFIRMED = "unconfirmed", _("届いたか未確認")
    LETTER = "letter", _("郵送")


# What waits for staff: it did not arrive, nobody knows, or it has to be printed and posted.
TO_HANDLE = (State.FAILED, State.BOUNCED, State.UNCONFIRMED, State.LETTER)


class Message(Scoped):
    """`key` names the occasion (one message for each); `claimed_at` is when the last attempt began.

    `calendar` is an iCalendar file that goes with the mail (RFC 6047).

    A message is never sent again once a mail server may have taken it: staff send anew, which is another
    message that `replaces` this one. `handled_at` is when staff dealt with it (printed the letter, telephoned).
    """

    id = models.UUIDField(_("通知番号"), primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(_("重複防止キー"), max_length=200, unique=True)
    template = models.CharField(_("文例"), max_length=100)
    template_version = models.PositiveIntegerField(_("文例の版"))
    language = models.CharField(_("言語"), max_length=8)
    to_name = models.CharField(_("宛名"), max_length=200, blank=True)
    to_address = models.CharField(_("宛先メールアドレス"), max_length=254, blank=True)
    postal_address = models.TextField(_("宛先住所"), blank=True)
    subject = models.CharField(_("通知の件名"), max_length=400)
    body = models.TextField(_("本文"))
    calendar = models.TextField(_("予定（iCalendar）"), blank=True, default="", db_default="")
    reference = models.CharField(_("受付番号"), max_length=100, blank=True, db_index=True)
    state = models.CharField(_("送信の状態"), max_length=12, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("送信回数"), default=0)
    error = models.TextField(_("送信できなかった理由"), blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("送り直した元の通知")
    )
    created_at = models.DateTimeField(_("通知の作成日時"))
    next_attempt_at = models.DateTimeField(_("次の送信日時"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("送信開始日時"), null=True, blank=True)
    sent_at = models.DateTimeField(_("送信日時"), null=True, blank=True)
    handled_at = models.DateTimeField(_("対応日時"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("対応者")
    )

    class Meta:
        verbose_name = _("通知")
        constraints = [
            models.CheckConstraint(
                name="notifications_a_mail_has_an_address", condition=Q(state="letter") | ~Q(to_address="")
            ),
            models.CheckConstraint(
                name="notifications_headers_are_one_line",
                condition=~Q(subject__regex=r"[\r\n]") & ~Q(to_address__regex=r"[\r\n]") & ~Q(to_name__regex=r"[\r\n]"),
            ),
            models.CheckConstraint(
                name="notifications_what_waits_has_a_time",
                condition=Q(state="queued", next_attempt_at__isnull=False)
                | (~Q(state="queued") & Q(next_attempt_at=None)),
            ),
            models.CheckConstraint(
                name="notifications_an_attempt_has_a_time", condition=~Q(state="sending") | Q(claimed_at__isnull=False)
            ),
            models.CheckConstraint(
                name="notifications_what_was_sent_has_a_time", condition=~Q(state="sent") | Q(sent_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["next_attempt_at"], name="notifications_due", condition=Q(state="queued")),
            models.Index(fields=["claimed_at"], name="notifications_under_way", condition=Q(state="sending")),
            models.Index(
                fields=["organisation", "created_at"],
                name="notifications_to_handle",
                condition=Q(state__in=["failed", "bounced", "unconfirmed", "letter"], handled_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def public_id(self) -> uuid.UUID:
        return self.pk
