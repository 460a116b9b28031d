"""A booking: who comes to which window and when, and what became of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naniwa.kernel.people.scoping import Scoped
from naniwa.services.appointments.models.office import Window
from naniwa.services.appointments.models.seat import Seat
from naniwa.services.appointments.rules import states


class State(models.TextChoices):
    HELD = states.HELD, _("メールの確認待ち")
    BOOKED = states.BOOKED, _("予約済み")
    CALLED = states.CALLED, _("対応中")
    DONE = states.DONE, pgettext_lazy("appointment", "終了")
    NO_SHOW = states.NO_SHOW, _("来庁なし")
    CANCELLED = states.CANCELLED, pgettext_lazy("appointment", "取消し")


class Channel(models.TextChoices):
    WEB = "web", pgettext_lazy("appointment", "ウェブ")
    COUNTER = "counter", _("窓口・電話")


class Booking(Scoped):
    """`seat` is its place, which a cancelled booking has given back.

    `press` is drawn with the form, so that one form makes one booking; it is shown nowhere else. `origin` is a word
    that another service signed (kernel.events.origins). `sequence` counts the changes, as calendars do. After
    `erased_at` nothing of it says who it was.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("予約番号"), max_length=20, unique=True)
    press = models.UUIDField(_("重複防止番号"), unique=True, editable=False)
    window = models.ForeignKey(Window, models.PROTECT, related_name="bookings", verbose_name=_("予約窓口"))
    seat = models.OneToOneField(Seat, models.PROTECT, related_name="booking", null=True, verbose_name=_("予約の枠"))
    starts_at = models.DateTimeField(_("開始日時"))
    ends_at = models.DateTimeField(_("終了日時"))
    state = models.CharField(_("状態"), max_length=9, choices=State.choices)
    channel = models.CharField(_("予約の方法"), max_length=7, choices=Channel.choices)
    name = models.CharField(_("氏名"), max_length=100, blank=True)
    name_kana = models.CharField(_("フリガナ"), max_length=100, blank=True)
    email = models.CharField(_("メールアドレス"), max_length=254, blank=True)
    phone = models.CharField(_("電話番号"), max_length=20, blank=True)
    note = models.CharField(_("用件"), max_length=300, blank=True)
    language = models.CharField(_("言語"), max_length=8, default="ja")
    origin = models.CharField(_("依頼元"), max_length=100, blank=True)
    sequence = models.PositiveSmallIntegerField(_("変更の回数"), default=0)
    made_at = models.DateTimeField(_("予約した日時"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("受け付けた職員")
    )
    held_until = models.DateTimeField(_("確認の期限"), null=True)
    called_at = models.DateTimeField(_("呼び出した日時"), null=True)
    finished_at = models.DateTimeField(_("終えた日時"), null=True)
    cancelled_at = models.DateTimeField(_("取り消した日時"), null=True)
    erased_at = models.DateTimeField(_("個人情報を消した日時"), null=True)

    class Meta:
        verbose_name = _("予約")
        indexes = [
            models.Index(fields=["window", "starts_at"], name="appointments_by_window"),
            models.Index(fields=["starts_at"], name="appointments_by_time"),
            models.Index(fields=["held_until"], name="appointments_held", condition=Q(state="held")),
            models.Index(fields=["email"], name="appointments_by_address", condition=~Q(email="")),
        ]
        constraints = [
            models.CheckConstraint(
                name="appointments_only_the_cancelled_have_no_place",
                condition=Q(state="cancelled", seat=None, cancelled_at__isnull=False)
                | (~Q(state="cancelled") & Q(seat__isnull=False, cancelled_at=None)),
            ),
            models.CheckConstraint(
                name="appointments_what_is_held_has_an_end",
                condition=Q(state="held", held_until__isnull=False) | (~Q(state="held") & Q(held_until=None)),
            ),
            models.CheckConstraint(
                name="appointments_whoever_comes_can_be_reached",
                condition=Q(erased_at__isnull=False, name="", name_kana="", email="", phone="", note="", person=None)
                | (Q(erased_at=None) & ~Q(name="") & (~Q(email="") | ~Q(phone=""))),
            ),
            models.CheckConstraint(
                name="appointments_somebody_takes_a_call",
                condition=Q(channel="web", made_by=None) | Q(channel="counter", made_by__isnull=False),
            ),
            models.CheckConstraint(
                name="appointments_a_booking_takes_a_while", condition=Q(ends_at__gt=models.F("starts_at"))
            ),
        ]

    def __str__(self) -> str:
        return self.reference
