"""A case: a person who has the disease, from the report until it is closed."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naniwa.kernel.people.scoping import Scoped


class Sex(models.TextChoices):
    FEMALE = "female", pgettext_lazy("sex", "女性")
    MALE = "male", pgettext_lazy("sex", "男性")
    UNKNOWN = "unknown", pgettext_lazy("sex", "不明・答えない")


class Severity(models.TextChoices):
    UNKNOWN = "unknown", _("症状を調査中")
    NONE = "none", _("無症状")
    MILD = "mild", _("軽症")
    MODERATE_1 = "moderate_1", _("中等症Ⅰ")
    MODERATE_2 = "moderate_2", _("中等症Ⅱ")
    SEVERE = "severe", _("重症")


class Stay(models.TextChoices):
    """Where the person is."""

    UNDECIDED = "undecided", _("療養先を調整中")
    HOME = "home", _("自宅")
    HOTEL = "hotel", _("宿泊療養施設")
    HOSPITAL = "hospital", _("入院")
    FACILITY = "facility", _("高齢者施設など")


class Stage(models.TextChoices):
    FIRST_CONTACT = "first_contact", _("最初の連絡待ち")
    OBSERVATION = "observation", _("健康観察中")
    CLOSED = "closed", pgettext_lazy("outbreak", "対応終了")


class Outcome(models.TextChoices):
    RECOVERED = "recovered", _("療養終了")
    DIED = "died", _("死亡")
    MOVED = "moved", _("府外に引継ぎ")
    NOT_A_CASE = "not_a_case", _("取下げ（患者ではなかった）")


class Source(models.TextChoices):
    CLINIC = "clinic", _("診療機関の届出")
    CENTRE = "centre", _("保健所の入力")
    FILE = "file", _("ファイルの取り込み")


EMPTIED: dict[str, Any] = {
    **dict.fromkeys(
        (
            "name", "name_kana", "phone", "email", "address", "occupation", "proxy", "proxy_phone", "note",
            "local_number", "code",
        ),
        "",
    ),
    "born_on": None,
    "person": None,
    "factors": [],
}  # fmt: skip
"""What says who it is, as it stands once the time of a case is over."""


class Case(Scoped):
    """`organisation` is the health centre in charge, `partner` the clinic that reported.

    `press` is drawn with the form, so that one form reports one. `local_number` is the number in the centre's own
    sheet. `next_due_at` is by when `owner` must do what the stage asks for: the first contact, or to have today's
    report, whose `ladder` says how often it was missed. A case that is open has both, which the table itself holds.
    `erased_at` is when its time was over and all that names the person was emptied.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("患者番号"), max_length=20, unique=True)
    press = models.UUIDField(_("重複防止番号"), unique=True, default=uuid.uuid4, editable=False)
    disease = models.CharField(_("感染症"), max_length=40)
    source = models.CharField(_("届出の方法"), max_length=8, choices=Source.choices)
    local_number = models.CharField(_("保健所の管理番号"), max_length=40, blank=True)

    name = models.CharField(_("氏名"), max_length=100, blank=True)
    name_kana = models.CharField(_("氏名（カナ）"), max_length=100, blank=True)
    born_on = models.DateField(_("生年月日"), null=True)
    age = models.CharField(_("年代"), max_length=12, blank=True)
    sex = models.CharField(_("性別"), max_length=8, choices=Sex.choices, default=Sex.UNKNOWN)
    phone = models.CharField(_("電話番号"), max_length=20, blank=True)
    email = models.EmailField(_("メールアドレス"), blank=True)
    municipality = models.CharField(_("住所の市町村"), max_length=6, blank=True)
    address = models.CharField(_("住所（市町村の後）"), max_length=200, blank=True)
    occupation = models.CharField(_("職業・学校"), max_length=100, blank=True)
    proxy = models.CharField(_("代わりに答える人"), max_length=100, blank=True)
    proxy_phone = models.CharField(_("代わりに答える人の電話番号"), max_length=20, blank=True)
    language = models.CharField(_("使う言語"), max_length=8, default="ja")
    factors = models.JSONField(_("重症化のリスク"), default=list)
    note = models.TextField(_("備考"), blank=True)

    severity = models.CharField(_("症状の程度"), max_length=12, choices=Severity.choices, default=Severity.UNKNOWN)
    stay = models.CharField(_("療養先"), max_length=12, choices=Stay.choices, default=Stay.UNDECIDED)
    onset_on = models.DateField(_("発症日"), null=True)
    diagnosed_on = models.DateField(_("診断日"), null=True)
    reported_on = models.DateField(_("届出日"))
    received_at = models.DateTimeField(_("受け付けた日時"))

    stage = models.CharField(_("段階"), max_length=16, choices=Stage.choices, default=Stage.FIRST_CONTACT)
    risk = models.PositiveSmallIntegerField(_("リスク"), default=1)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("担当者")
    )
    taken_at = models.DateTimeField(_("担当者が引き受けた日時"), null=True)
    next_due_at = models.DateTimeField(_("次の期限"), null=True)
    ladder = models.PositiveSmallIntegerField(_("報告が途切れた段階"), default=0)
    escalated_at = models.DateTimeField(_("責任者に上げた日時"), null=True)
    contacted_at = models.DateTimeField(_("最初に連絡がついた日時"), null=True)
    code = models.CharField(_("健康観察の番号"), max_length=12, blank=True)
    closed_at = models.DateTimeField(_("対応を終えた日時"), null=True)
    outcome = models.CharField(_("結果"), max_length=12, choices=Outcome.choices, blank=True)
    isolation_ended_on = models.DateField(_("療養が終わった日"), null=True)
    erased_at = models.DateTimeField(_("個人の情報を消した日時"), null=True)

    class Meta:
        verbose_name = _("感染症の患者")
        indexes = [
            models.Index(fields=["organisation", "next_due_at"], name="outbreak_due", condition=Q(closed_at=None)),
            models.Index(fields=["organisation", "name_kana", "born_on"], name="outbreak_alike"),
            models.Index(fields=["reported_on"], name="outbreak_reported"),
            models.Index(
                fields=["disease", "closed_at"],
                name="outbreak_kept",
                condition=Q(closed_at__isnull=False, erased_at=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="outbreak_an_open_case_has_an_owner_and_a_deadline",
                condition=Q(closed_at__isnull=False) | Q(owner__isnull=False, next_due_at__isnull=False),
            ),
            models.CheckConstraint(
                name="outbreak_a_closed_case_says_how_it_ended",
                condition=(Q(closed_at=None) & ~Q(stage="closed") & Q(outcome=""))
                | (Q(closed_at__isnull=False, stage="closed") & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="outbreak_who_is_observed_was_reached",
                condition=~Q(stage="observation") | Q(contacted_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="outbreak_one_case_a_number_of_the_centre",
                fields=["organisation", "disease", "local_number"],
                condition=~Q(local_number=""),
            ),
            models.CheckConstraint(
                name="outbreak_an_erased_case_is_closed_and_names_nobody",
                condition=Q(erased_at=None) | Q(closed_at__isnull=False, **EMPTIED),
            ),
            models.UniqueConstraint(name="outbreak_one_case_a_code", fields=["code"], condition=~Q(code="")),
        ]

    def __str__(self) -> str:
        return self.name or self.reference
