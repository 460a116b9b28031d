"""A conversation between one resident and the clerks of a desk."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naniwa.kernel.people.scoping import Scoped
from naniwa.services.consultation.models.desk import Desk
from naniwa.services.consultation.rules import states


class State(models.TextChoices):
    WAITING = states.WAITING, _("職員を待っています")
    OPEN = states.OPEN, pgettext_lazy("consultation", "相談中")
    CLOSED = states.CLOSED, pgettext_lazy("consultation", "終了")


class Conversation(Scoped):
    """`press` is drawn with the form, so that one form begins one; `last_number` is that of what was said last.

    `origin` is the case it was begun from, as its service signed it (kernel.events.origins); `offered_at` is when the
    person gave the transcript to it. After `erased_at` nothing of it says who it was or what was said.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("相談番号"), max_length=20, unique=True)
    press = models.UUIDField(_("重複防止番号"), unique=True, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="conversations", verbose_name=_("オンライン相談窓口"))
    subject = models.CharField(_("相談の題名"), max_length=100)
    state = models.CharField(_("状態"), max_length=7, choices=State.choices, default=State.WAITING)
    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("担当者")
    )
    language = models.CharField(_("言語"), max_length=8, default="ja")
    origin = models.CharField(_("依頼元"), max_length=100, blank=True)
    last_number = models.PositiveIntegerField(_("最後の発言の番号"), default=0)
    waiting_since = models.DateTimeField(_("待ち始めた日時"), null=True)
    started_at = models.DateTimeField(_("相談を始めた日時"))
    last_at = models.DateTimeField(_("最後の発言の日時"))
    closed_at = models.DateTimeField(_("相談を終えた日時"), null=True)
    offered_at = models.DateTimeField(_("記録を申請に付けた日時"), null=True)
    erased_at = models.DateTimeField(_("個人情報を消した日時"), null=True)

    class Meta:
        verbose_name = _("オンライン相談")
        indexes = [
            models.Index(fields=["organisation", "state", "waiting_since"], name="consultation_queue"),
            models.Index(fields=["person", "last_at"], name="consultation_own"),
        ]
        constraints = [
            models.CheckConstraint(
                name="consultation_what_waits_has_no_clerk",
                condition=Q(state="waiting", clerk=None, waiting_since__isnull=False)
                | (~Q(state="waiting") & Q(waiting_since=None)),
            ),
            models.CheckConstraint(
                name="consultation_what_is_open_has_a_clerk", condition=~Q(state="open") | Q(clerk__isnull=False)
            ),
            models.CheckConstraint(
                name="consultation_what_is_closed_has_its_time",
                condition=Q(state="closed", closed_at__isnull=False) | (~Q(state="closed") & Q(closed_at=None)),
            ),
            models.CheckConstraint(
                name="consultation_it_is_somebody_s_until_erased",
                condition=Q(erased_at=None, person__isnull=False) | Q(erased_at__isnull=False, person=None, subject=""),
            ),
        ]

    def __str__(self) -> str:
        return self.reference
