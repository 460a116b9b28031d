"""A place at a window for a while: the one thing that no two bookings can have."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.services.appointments.models.office import Window


class Period(models.Func):
    """Two columns as a half-open range of time."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Seat(models.Model):
    """`number` counts from 0 up to the capacity of its time.

    The constraint compares whole ranges, so that a change of the weekly hours cannot let two appointments of different
    length overlap at one place.
    """

    id = models.UUIDField(_("枠番号"), primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    window = models.ForeignKey(Window, models.PROTECT, related_name="seats", verbose_name=_("予約窓口"))
    number = models.PositiveSmallIntegerField(_("枠の番号"))
    starts_at = models.DateTimeField(_("開始日時"))
    ends_at = models.DateTimeField(_("終了日時"))

    class Meta:
        verbose_name = _("予約の枠")
        indexes = [models.Index(fields=["window", "starts_at"], name="appointments_seats_by_time")]
        constraints = [
            ExclusionConstraint(
                name="appointments_a_place_is_taken_once",
                expressions=[
                    ("window", RangeOperators.EQUAL),
                    ("number", RangeOperators.EQUAL),
                    (Period("starts_at", "ends_at", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="appointments_a_place_is_taken_for_a_while", condition=models.Q(ends_at__gt=models.F("starts_at"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def public_id(self) -> uuid.UUID:
        return self.pk
