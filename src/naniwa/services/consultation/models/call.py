"""A video call within a conversation: offered by its clerk, held once the resident agrees."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naniwa.kernel.people.scoping import Scoped
from naniwa.services.consultation.models.conversation import Conversation
from naniwa.services.consultation.models.utterance import Side
from naniwa.services.consultation.rules import calls


class CallState(models.TextChoices):
    OFFERED = "offered", pgettext_lazy("consultation", "案内中")
    OPEN = "open", pgettext_lazy("consultation", "通話中")
    ENDED = "ended", pgettext_lazy("consultation", "終了")


class Call(Scoped):
    """`provider` is a key of `meetings`; `address` leads to the office's own system, where it is held there.

    `agreed_at` is when the resident agreed to the call; the three times of the recording are when the clerk asked for
    it, when the resident agreed, and when it was over, be it refused, withdrawn or sent in.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    press = models.UUIDField(_("重複防止番号"), unique=True, editable=False)
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="calls", verbose_name=_("オンライン相談")
    )
    clerk = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("担当者"))
    provider = models.CharField(_("通話の方法"), max_length=20)
    address = models.CharField(_("会議のリンク"), max_length=calls.LONGEST_LINK, blank=True)
    state = models.CharField(_("状態"), max_length=7, choices=CallState.choices, default=CallState.OFFERED)
    last_signal = models.PositiveIntegerField(_("最後の合図の番号"), default=0)
    offered_at = models.DateTimeField(_("案内した日時"))
    agreed_at = models.DateTimeField(_("通話に同意した日時"), null=True)
    recording_asked_at = models.DateTimeField(_("録音をお願いした日時"), null=True)
    recording_agreed_at = models.DateTimeField(_("録音に同意した日時"), null=True)
    recording_ended_at = models.DateTimeField(_("録音が終わった日時"), null=True)
    ended_at = models.DateTimeField(_("通話が終わった日時"), null=True)

    class Meta:
        verbose_name = _("ビデオ通話")
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"], condition=~Q(state="ended"), name="consultation_one_call_at_once"
            ),
            models.CheckConstraint(
                name="consultation_a_call_that_is_held_was_agreed_to",
                condition=~Q(state="open") | Q(agreed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="consultation_a_call_that_ended_has_its_time",
                condition=Q(state="ended", ended_at__isnull=False) | (~Q(state="ended") & Q(ended_at=None)),
            ),
            models.CheckConstraint(
                name="consultation_a_recording_was_asked_for_and_agreed_to",
                condition=Q(recording_agreed_at=None) | Q(recording_asked_at__isnull=False, agreed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def reference(self) -> str:
        return str(self.public_id)

    @property
    def recording(self) -> str:
        """`none`, `asked`, `on` or `over`."""
        return calls.recording(
            asked=self.recording_asked_at, agreed=self.recording_agreed_at, ended=self.recording_ended_at
        )


class Signal(models.Model):
    """What one browser tells the other so that they find each other; gone as soon as the call is over.

    `number` counts within the call; `press` is drawn by the browser, so that one sent again is told once.
    """

    call = models.ForeignKey(Call, models.CASCADE, related_name="signals", verbose_name=_("ビデオ通話"))
    number = models.PositiveIntegerField(_("合図の番号"))
    press = models.UUIDField(_("重複防止番号"), unique=True, editable=False)
    side = models.CharField(_("発言した側"), max_length=8, choices=Side.choices)
    kind = models.CharField(_("合図の種類"), max_length=6)
    body = models.TextField(_("合図の内容"), blank=True)
    at = models.DateTimeField(_("合図の日時"))

    class Meta:
        verbose_name = _("通話の合図")
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="consultation_one_signal_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} {self.number}"
