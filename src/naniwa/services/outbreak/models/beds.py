"""Where people with the disease are taken in: facilities, their beds, who waits for one, and what was offered."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naniwa.kernel.organisations.models import in_readers_language
from naniwa.services.outbreak.models.cases import Severity
from naniwa.services.outbreak.rules import placement

PHASES = 5
"""Steps in which beds are secured as an outbreak grows."""


class FacilityKind(models.TextChoices):
    HOSPITAL = "hospital", _("病院")
    WARD = "ward", _("臨時の医療施設")
    HOTEL = "hotel", _("宿泊療養施設")
    OXYGEN = "oxygen", _("酸素ステーション")


class Bed(models.TextChoices):
    SEVERE = placement.SEVERE, _("重症")
    MODERATE = placement.MODERATE, _("軽症・中等症")
    OXYGEN = placement.OXYGEN, _("酸素投与の待機")
    MILD = placement.MILD, _("宿泊療養の部屋")


class Need(models.TextChoices):
    PAEDIATRIC = "paediatric", _("小児")
    OBSTETRIC = "obstetric", _("妊産婦")
    DIALYSIS = "dialysis", _("透析")
    PSYCHIATRIC = "psychiatric", _("精神科")
    VENTILATOR = "ventilator", _("人工呼吸器")
    ECMO = "ecmo", _("ECMO")


class RequestState(models.TextChoices):
    WAITING = "waiting", _("調整中")
    OFFERED = "offered", _("打診中")
    PLACED = "placed", _("受入れ決定")
    ARRIVED = "arrived", _("入院・入所済み")
    WITHDRAWN = "withdrawn", pgettext_lazy("placement", "取下げ")


class OfferState(models.TextChoices):
    OPEN = "open", _("回答待ち")
    ACCEPTED = "accepted", _("受入れ可")
    REFUSED = "refused", _("受入れ不可")
    EXPIRED = "expired", pgettext_lazy("offer", "期限切れ")
    WITHDRAWN = "withdrawn", pgettext_lazy("offer", "取消し")
    ARRIVED = "arrived", _("到着")


class Refusal(models.TextChoices):
    STAFF = "staff", _("人手が足りない")
    FULL = "full", _("ほかの患者が入った")
    EQUIPMENT = "equipment", _("必要な設備がない")
    CONDITION = "condition", _("症状に対応できない")
    OTHER = "other", pgettext_lazy("refusal", "そのほか")


class Facility(models.Model):
    """`organisation` coordinates its beds; staff of `reporter` tell how many are free and answer offers."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("調整する組織")
    )
    reporter = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("報告する組織")
    )
    kind = models.CharField(_("種別"), max_length=8, choices=FacilityKind.choices)
    name = models.CharField(_("名前"), max_length=100)
    name_en = models.CharField(_("名前（英語）"), max_length=200, blank=True)
    area = models.CharField(_("医療圏"), max_length=20)
    latitude = models.FloatField(_("緯度"))
    longitude = models.FloatField(_("経度"))
    phone = models.CharField(_("電話番号"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("受入施設")
        constraints = [
            models.UniqueConstraint(name="outbreak_one_facility_a_name", fields=["organisation", "name"]),
            models.CheckConstraint(
                name="outbreak_a_facility_lies_on_earth",
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        ]

    def __str__(self) -> str:
        return in_readers_language(self.name, self.name_en)

    @property
    def reference(self) -> str:
        return str(self.public_id)


class BedPool(models.Model):
    """Beds of one class and with the same equipment. `secured` holds the beds promised for each phase, 1 to 5.

    `reserved` counts offers that are open or accepted; only operations on offers change it. A hospital may say that
    more people lie there than beds are staffed, as in May 2021.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("調整する組織")
    )
    facility = models.ForeignKey(Facility, models.CASCADE, related_name="pools", verbose_name=_("受入施設"))
    bed = models.CharField(_("病床の種類"), max_length=8, choices=Bed.choices)
    offers = ArrayField(
        models.CharField(max_length=12, choices=Need.choices), default=list, verbose_name=_("対応できること")
    )
    secured = ArrayField(
        models.PositiveSmallIntegerField(), size=PHASES, default=list, verbose_name=_("段階ごとの確保数")
    )
    staffed = models.PositiveSmallIntegerField(_("今日使える数"), default=0)
    occupied = models.PositiveSmallIntegerField(_("使用中"), default=0)
    reserved = models.PositiveSmallIntegerField(_("割当済み"), default=0)
    cleaning = models.PositiveSmallIntegerField(_("清掃中"), default=0)
    reported_at = models.DateTimeField(_("報告した日時"), null=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("報告した職員")
    )

    class Meta:
        verbose_name = _("病床の枠")
        constraints = [
            models.UniqueConstraint(name="outbreak_one_pool_a_kind", fields=["facility", "bed", "offers"]),
            models.CheckConstraint(name="outbreak_beds_are_secured_for_each_phase", condition=Q(secured__len=PHASES)),
        ]

    def __str__(self) -> str:
        return f"{self.facility} {self.get_bed_display()}"

    @property
    def reference(self) -> str:
        return str(self.public_id)

    @property
    def free(self) -> int:
        """Beds that can be given now."""
        return max(self.staffed - self.occupied - self.reserved - self.cleaning, 0)


class BedReport(models.Model):
    """What a facility said of a pool, kept as it was. `press` is drawn with the form, so that one tap counts once."""

    press = models.UUIDField(_("重複防止番号"), unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("調整する組織")
    )
    pool = models.ForeignKey(BedPool, models.CASCADE, related_name="reports", verbose_name=_("病床の枠"))
    at = models.DateTimeField(_("日時"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("報告した職員"))
    staffed = models.PositiveSmallIntegerField(_("今日使える数"))
    occupied = models.PositiveSmallIntegerField(_("使用中"))
    cleaning = models.PositiveSmallIntegerField(_("清掃中"))

    class Meta:
        verbose_name = _("病床の報告")
        indexes = [models.Index(fields=["pool", "at"], name="outbreak_bed_reports")]

    def __str__(self) -> str:
        return f"{self.pool_id} {self.at}"


class PlacementRequest(models.Model):
    """Somebody for whom a bed is sought. Who it is, only the health centre's own case says: `case_reference`.

    `organisation` coordinates, `centre` asked. `press` is drawn with the form, so that one form makes one request.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("調整する組織")
    )
    centre = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("依頼した組織")
    )
    press = models.UUIDField(_("重複防止番号"), unique=True, editable=False)
    case_reference = models.CharField(_("患者番号"), max_length=20)
    severity = models.CharField(_("症状の程度"), max_length=12, choices=Severity.choices)
    score = models.SmallIntegerField(_("点数"), default=0)
    score_items = ArrayField(models.CharField(max_length=24), default=list, verbose_name=_("点数の内訳"))
    score_name = models.CharField(_("点数の版"), max_length=40)
    needs = ArrayField(
        models.CharField(max_length=12, choices=Need.choices), default=list, verbose_name=_("必要なこと")
    )
    age = models.CharField(_("年代"), max_length=9, blank=True)
    municipality = models.CharField(_("住所の市町村"), max_length=6)
    asked_at = models.DateTimeField(_("依頼した日時"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("依頼した職員")
    )
    deadline = models.DateTimeField(_("期限"))
    state = models.CharField(_("状態"), max_length=9, choices=RequestState.choices, default=RequestState.WAITING)
    placed_at = models.DateTimeField(_("決まった日時"), null=True)
    closed_at = models.DateTimeField(_("終わった日時"), null=True)

    class Meta:
        verbose_name = _("入院調整の依頼")
        indexes = [
            models.Index(fields=["organisation", "deadline"], name="outbreak_waiting", condition=Q(closed_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                name="outbreak_one_request_a_case", fields=["case_reference"], condition=Q(closed_at=None)
            ),
            models.CheckConstraint(
                name="outbreak_a_request_ends_with_arrival_or_withdrawal",
                condition=Q(closed_at=None) ^ Q(state__in=["arrived", "withdrawn"]),
            ),
            models.CheckConstraint(
                name="outbreak_who_is_placed_was_placed_at_a_time",
                condition=~Q(state__in=["placed", "arrived"]) | Q(placed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="outbreak_a_deadline_follows_the_request", condition=Q(deadline__gte=F("asked_at"))
            ),
        ]

    def __str__(self) -> str:
        return self.case_reference

    @property
    def reference(self) -> str:
        return str(self.public_id)


class Offer(models.Model):
    """A bed kept for somebody until the facility has answered; `told` keeps the reasons as the coordinator saw them."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("調整する組織")
    )
    request = models.ForeignKey(
        PlacementRequest, models.CASCADE, related_name="offers", verbose_name=_("入院調整の依頼")
    )
    pool = models.ForeignKey(BedPool, models.PROTECT, related_name="given", verbose_name=_("病床の枠"))
    state = models.CharField(_("状態"), max_length=9, choices=OfferState.choices, default=OfferState.OPEN)
    suggested = models.BooleanField(_("提案のとおり"))
    told = models.JSONField(_("提案の理由"), default=dict)
    offered_at = models.DateTimeField(_("打診した日時"))
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("打診した職員")
    )
    expires_at = models.DateTimeField(_("回答の期限"))
    answered_at = models.DateTimeField(_("答えた日時"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("答えた職員")
    )
    refusal = models.CharField(_("断る理由"), max_length=10, choices=Refusal.choices, blank=True)
    refusal_note = models.CharField(_("断る理由の補足"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("受入れの打診")
        constraints = [
            models.UniqueConstraint(
                name="outbreak_one_bed_a_request", fields=["request"], condition=Q(state__in=["open", "accepted"])
            ),
            models.CheckConstraint(
                name="outbreak_an_open_offer_has_no_answer",
                condition=Q(state="open", answered_at=None) | (~Q(state="open") & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="outbreak_a_refusal_has_a_reason",
                condition=(Q(state="refused") & ~Q(refusal="")) | (~Q(state="refused") & Q(refusal="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request} {self.pool}"

    @property
    def reference(self) -> str:
        return str(self.public_id)
