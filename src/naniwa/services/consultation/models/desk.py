"""A desk that residents can write to."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.organisations.models import in_readers_language


class Desk(models.Model):
    """`hours` say when somebody answers; one can write at any time. `closed_at` is when it stopped taking new ones.

    `meeting_link` stands in the form with which a clerk offers a call in the office's own system.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    name = models.CharField(_("相談窓口の名前"), max_length=100)
    name_en = models.CharField(_("相談窓口の英語名"), max_length=200, blank=True)
    about = models.CharField(_("相談できること"), max_length=300, blank=True)
    about_en = models.CharField(_("相談できること（英語）"), max_length=600, blank=True)
    hours = models.CharField(_("返事をする時間"), max_length=100, blank=True)
    hours_en = models.CharField(_("返事をする時間（英語）"), max_length=200, blank=True)
    meeting_link = models.CharField(_("ビデオ通話のリンク"), max_length=500, blank=True)
    closed_at = models.DateTimeField(_("相談の受付を終えた日時"), null=True)

    class Meta:
        verbose_name = _("オンライン相談窓口")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="consultation_one_desk_a_name"),
            models.CheckConstraint(name="consultation_a_desk_has_a_name", condition=~models.Q(name="")),
        ]

    def __str__(self) -> str:
        return in_readers_language(self.name, self.name_en)

    @property
    def reference(self) -> str:
        return str(self.public_id)

    @property
    def purpose(self) -> str:
        return in_readers_language(self.about, self.about_en)

    @property
    def answers(self) -> str:
        return in_readers_language(self.hours, self.hours_en)
