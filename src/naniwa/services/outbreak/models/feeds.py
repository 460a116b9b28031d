"""Figures of an outbreak as they were made public: each import, what it brought, and what it corrected."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naniwa.services.outbreak.rules.feeds import Reason

REPLACED = Q(replaced_at=None, replaced_by=None) | Q(replaced_at__isnull=False, replaced_by__isnull=False)
"""What a later import replaced says when and by which; nothing is ever taken out."""


class FeedImport(models.Model):
    """A folder of files taken in. `counts` holds of each file its rows, and how many were new, corrected, rejected.

    `last_on` is the last day of report that it tells of.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    feed = models.CharField(_("取込み元"), max_length=40)
    imported_at = models.DateTimeField(_("取り込んだ日時"))
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("取り込んだ職員")
    )
    counts = models.JSONField(_("件数"), default=dict)
    last_on = models.DateField(_("最後の公表日"), null=True)

    class Meta:
        verbose_name = _("発生動向の取込み")

    def __str__(self) -> str:
        return f"{self.feed} {self.imported_at}"

    @property
    def reference(self) -> str:
        return str(self.public_id)


class FeedRejection(models.Model):
    """A row or a figure that was not taken, and why; line 1 is the heads, 0 the file as a whole."""

    REASONS = [
        (Reason.NO_FILE.value, _("ファイルがありません")),
        (Reason.UNREADABLE.value, _("ファイルを読めません")),
        (Reason.NO_COLUMN.value, _("列がありません")),
        (Reason.NO_DAY.value, _("日付ではありません")),
        (Reason.LATER_THAN_TODAY.value, _("今日より後の日付です")),
        (Reason.NOT_A_NUMBER.value, _("0以上の数ではありません")),
        (Reason.TWICE.value, _("同じ行が2回あります")),
        (Reason.NO_NUMBER.value, _("番号がありません")),
        (Reason.UNKNOWN_AGE.value, _("知らない年代です")),
        (Reason.UNKNOWN_PLACE.value, _("知らない居住地です")),
        (Reason.WITHDRAWN.value, _("後の一覧からなくなった番号です")),
        (Reason.TOTAL.value, _("合計の行です")),
        (Reason.UNKNOWN_SHEET.value, _("知らないシートです")),
        (Reason.UNKNOWN_FILE.value, _("知らないファイルです")),
    ]
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    feed = models.ForeignKey(FeedImport, models.CASCADE, related_name="rejections", verbose_name=_("発生動向の取込み"))
    file = models.CharField(_("ファイル"), max_length=100)
    line = models.PositiveIntegerField(_("行"))
    reason = models.CharField(_("理由"), max_length=16, choices=REASONS)
    text = models.CharField(_("書かれていたこと"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("取り込めなかった行")

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class DailyFigure(models.Model):
    """One figure of one day; `series` is a key of the feed's definition. The one in force is not replaced."""

    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    feed = models.ForeignKey(FeedImport, models.PROTECT, related_name="figures", verbose_name=_("発生動向の取込み"))
    series = models.CharField(_("系列"), max_length=24)
    day = models.DateField(_("日"))
    value = models.DecimalField(_("数"), max_digits=11, decimal_places=2)
    replaced_at = models.DateTimeField(_("直された日時"), null=True)
    replaced_by = models.ForeignKey(
        FeedImport, models.PROTECT, related_name="corrections", null=True, verbose_name=_("直した取込み")
    )

    class Meta:
        verbose_name = _("発生動向の日ごとの数")
        constraints = [
            models.UniqueConstraint(
                name="outbreak_one_figure_a_day_in_force",
                fields=["organisation", "series", "day"],
                condition=Q(replaced_at=None),
            ),
            models.CheckConstraint(name="outbreak_a_corrected_figure_says_by_what", condition=REPLACED),
            models.CheckConstraint(name="outbreak_a_figure_is_nought_or_more", condition=Q(value__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.day}"


class PublishedCase(models.Model):
    """A case as the feed tells of it: no name, a decade of age; `place` as in rules.feeds."""

    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    feed = models.ForeignKey(FeedImport, models.PROTECT, related_name="cases", verbose_name=_("発生動向の取込み"))
    number = models.PositiveIntegerField(_("番号"))
    reported_on = models.DateField(_("報道提供日"))
    onset_on = models.DateField(_("発症日"), null=True)
    age = models.CharField(_("年代"), max_length=9)
    place = models.CharField(_("居住地"), max_length=9)
    replaced_at = models.DateTimeField(_("直された日時"), null=True)
    replaced_by = models.ForeignKey(
        FeedImport, models.PROTECT, related_name="+", null=True, verbose_name=_("直した取込み")
    )

    class Meta:
        verbose_name = _("公表された感染者")
        indexes = [
            models.Index(fields=["organisation", "reported_on"], name="outbreak_published_by_day"),
            models.Index(
                fields=["organisation", "onset_on"],
                name="outbreak_published_by_onset",
                condition=Q(onset_on__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="outbreak_one_published_case_a_number",
                fields=["organisation", "number"],
                condition=Q(replaced_at=None),
            ),
            models.CheckConstraint(name="outbreak_a_corrected_case_says_by_what", condition=REPLACED),
        ]

    def __str__(self) -> str:
        return str(self.number)


class CaseCount(models.Model):
    """How many cases of a day there are: all, of an age, of a place, of days from onset to report. Kept by sets.

    What a later count changed is marked as replaced and stays, so that what was told at any time can be told again.
    """

    BY = [("all", _("合計")), ("age", _("年代")), ("place", _("居住地")), ("lag", _("発症から公表までの日数"))]
    BASES = [
        ("reported", _("公表日")),
        ("onset", _("発症日")),
        ("own_onset", _("発症日（届け出られた患者）")),
        ("came", _("療養が始まった日")),
        ("left", _("療養が終わった日")),
        ("died", _("死亡が分かった日")),
    ]
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    basis = models.CharField(_("数える日"), max_length=9, choices=BASES)
    by = models.CharField(_("分け方"), max_length=5, choices=BY)
    day = models.DateField(_("日"))
    code = models.CharField(_("コード"), max_length=9, blank=True)
    count = models.PositiveIntegerField(_("人数"))
    counted_at = models.DateTimeField(_("数えた日時"))
    replaced_at = models.DateTimeField(_("直された日時"), null=True)

    class Meta:
        verbose_name = _("感染者の集計")
        constraints = [
            models.UniqueConstraint(
                name="outbreak_one_count_a_day_in_force",
                fields=["organisation", "basis", "by", "day", "code"],
                condition=Q(replaced_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by} {self.day} {self.code}"
