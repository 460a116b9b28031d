"""When a window receives people week by week, and when it does not after all."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.organisations.models import in_readers_language
from naniwa.services.appointments.models.office import Office, Window
from naniwa.services.appointments.rules import slots

WEEKDAYS = tuple(enumerate((_("月曜日"), _("火曜日"), _("水曜日"), _("木曜日"), _("金曜日"), _("土曜日"), _("日曜日"))))


class Hours(models.Model):
    """See rules.slots.Hours; times are Japan's."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    window = models.ForeignKey(Window, models.CASCADE, related_name="hours", verbose_name=_("予約窓口"))
    weekday = models.PositiveSmallIntegerField(_("曜日"), choices=WEEKDAYS)
    begins = models.TimeField(_("始まり"))
    ends = models.TimeField(_("終わり"))
    minutes = models.PositiveSmallIntegerField(_("1回の時間（分）"))
    capacity = models.PositiveSmallIntegerField(_("同時に受け付ける人数"))
    since = models.DateField(_("この日から"))
    until = models.DateField(_("この日まで"), null=True)
    on_holidays = models.BooleanField(_("祝日も開く"), default=False)

    class Meta:
        verbose_name = _("予約の受付時間")
        constraints = [
            models.CheckConstraint(name="appointments_a_weekday_is_one", condition=models.Q(weekday__range=(0, 6))),
            models.CheckConstraint(
                name="appointments_hours_end_after_they_begin", condition=models.Q(ends__gt=models.F("begins"))
            ),
            models.CheckConstraint(
                name="appointments_an_appointment_has_a_length", condition=models.Q(minutes__range=(5, 480))
            ),
            models.CheckConstraint(
                name="appointments_somebody_is_received", condition=models.Q(capacity__range=(1, 200))
            ),
            models.CheckConstraint(
                name="appointments_hours_last_a_day",
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.begins}-{self.ends}"

    @property
    def reference(self) -> str:
        return str(self.public_id)

    @property
    def rule(self) -> slots.Hours:
        return slots.Hours(
            weekday=self.weekday,
            begins=self.begins,
            ends=self.ends,
            minutes=self.minutes,
            capacity=self.capacity,
            since=self.since,
            until=self.until,
            on_holidays=self.on_holidays,
        )


class Closure(models.Model):
    """Of one window, or with no window of the whole office; half-open."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    office = models.ForeignKey(Office, models.CASCADE, related_name="closures", verbose_name=_("予約先"))
    window = models.ForeignKey(Window, models.CASCADE, related_name="closures", null=True, verbose_name=_("予約窓口"))
    starts_at = models.DateTimeField(_("休みの始まり"))
    ends_at = models.DateTimeField(_("休みの終わり"))
    reason = models.CharField(_("休みの理由"), max_length=100, blank=True)
    reason_en = models.CharField(_("休みの理由（英語）"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("臨時の休み")
        indexes = [models.Index(fields=["office", "ends_at"], name="appointments_closures")]
        constraints = [
            models.CheckConstraint(
                name="appointments_a_closure_ends_after_it_begins",
                condition=models.Q(ends_at__gt=models.F("starts_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at} {self.ends_at}"

    @property
    def reference(self) -> str:
        return str(self.public_id)

    @property
    def why(self) -> str:
        return in_readers_language(self.reason, self.reason_en)
