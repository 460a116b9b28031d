"""An office that people come to, and the windows at which they are received."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.organisations.models import in_readers_language


class Office(models.Model):
    """`closed_at` is when it stopped taking bookings; its past stays readable."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    name = models.CharField(_("予約先の名前"), max_length=100)
    name_en = models.CharField(_("予約先の英語名"), max_length=200, blank=True)
    address = models.CharField(_("予約先の住所"), max_length=200, blank=True)
    phone = models.CharField(_("電話番号"), max_length=20, blank=True)
    closed_at = models.DateTimeField(_("予約を終えた日時"), null=True)

    class Meta:
        verbose_name = _("予約先")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="appointments_one_office_a_name"),
            models.CheckConstraint(name="appointments_an_office_has_a_name", condition=~models.Q(name="")),
        ]

    def __str__(self) -> str:
        return in_readers_language(self.name, self.name_en)

    @property
    def reference(self) -> str:
        return str(self.public_id)


class Window(models.Model):
    """What for people come, in words; `notice_minutes` before its beginning a time can be booked at the latest."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    office = models.ForeignKey(Office, models.PROTECT, related_name="windows", verbose_name=_("予約先"))
    name = models.CharField(_("予約窓口の名前"), max_length=100)
    name_en = models.CharField(_("予約窓口の英語名"), max_length=200, blank=True)
    about = models.CharField(_("できること"), max_length=300, blank=True)
    about_en = models.CharField(_("できること（英語）"), max_length=600, blank=True)
    notice_minutes = models.PositiveIntegerField(_("予約の締切（分前）"), default=60)
    days_ahead = models.PositiveSmallIntegerField(_("何日先まで予約できるか"), default=30)
    closed_at = models.DateTimeField(_("予約を終えた日時"), null=True)

    class Meta:
        verbose_name = _("予約窓口")
        constraints = [
            models.UniqueConstraint(fields=["office", "name"], name="appointments_one_window_a_name"),
            models.CheckConstraint(name="appointments_a_window_has_a_name", condition=~models.Q(name="")),
            models.CheckConstraint(
                name="appointments_a_window_is_booked_within_a_year", condition=models.Q(days_ahead__range=(1, 366))
            ),
        ]

    def __str__(self) -> str:
        return in_readers_language(self.name, self.name_en)

    @property
    def reference(self) -> str:
        return str(self.public_id)

    @property
    def purpose(self) -> str:
        """What people can do there, in the reader's language."""
        return in_readers_language(self.about, self.about_en)
