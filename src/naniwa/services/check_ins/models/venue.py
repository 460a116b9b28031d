"""A venue at which people check in: a place, or an event with a beginning and an end."""

import secrets
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naniwa.kernel.organisations.models import in_readers_language
from naniwa.services.check_ins.rules import codes, telling


def random_number() -> uuid.UUID:
    """128 random bits, of which a UUID's own pattern would take six."""
    return uuid.UUID(bytes=secrets.token_bytes(16))


class Kind(models.TextChoices):
    RESTAURANT = "restaurant", _("飲食店（食事）")
    BAR = "bar", _("飲食店（酒類・接待）")
    MUSIC = "music", _("ライブハウス・カラオケ")
    SPORTS = "sports", _("スポーツ施設")
    SHOP = "shop", _("店舗・サービス")
    HALL = "hall", _("ホール・劇場・展示場")
    SCHOOL = "school", _("学校・教室")
    OFFICE = "office", _("庁舎・事務所")
    EVENT = "event", _("催し")
    OTHER = "other", pgettext_lazy("venue", "その他")


class Venue(models.Model):
    """`public_id` is all that its code says; `starts_at` and `ends_at` are those of an event.

    `email` is emptied some days after its end. `press` is drawn with the form. Where `rotating`, only codes that the
    venue's screen shows at the moment count.
    """

    public_id = models.UUIDField(_("公開番号"), default=random_number, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    press = models.UUIDField(_("重複防止番号"), unique=True, editable=False)
    name = models.CharField(_("施設・催しの名前"), max_length=80)
    name_en = models.CharField(_("施設・催しの英語名"), max_length=120, blank=True)
    kind = models.CharField(_("施設の種類"), max_length=10, choices=Kind.choices)
    capacity = models.PositiveIntegerField(_("収容人数"))
    address = models.CharField(_("施設の住所"), max_length=200)
    email = models.CharField(_("担当者のメールアドレス"), max_length=254, blank=True)
    language = models.CharField(_("言語"), max_length=8, default="ja")
    starts_at = models.DateTimeField(_("催しの開始"), null=True, blank=True)
    ends_at = models.DateTimeField(_("催しの終了"), null=True, blank=True)
    rotating = models.BooleanField(_("画面のコードだけを受け付ける"), default=False)
    made_at = models.DateTimeField(_("登録した日時"))
    confirmed_at = models.DateTimeField(_("メールを確認した日時"), null=True)
    closed_at = models.DateTimeField(_("登録を終えた日時"), null=True)

    class Meta:
        verbose_name = _("チェックイン施設")
        indexes = [
            models.Index(fields=["made_at"], name="check_ins_unconfirmed", condition=Q(confirmed_at=None)),
        ]
        constraints = [
            models.CheckConstraint(name="check_ins_a_venue_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="check_ins_a_venue_holds_somebody", condition=Q(capacity__gte=1)),
            models.CheckConstraint(
                name="check_ins_an_event_begins_and_ends",
                condition=Q(starts_at=None, ends_at=None)
                | Q(starts_at__isnull=False, ends_at__isnull=False, ends_at__gt=models.F("starts_at")),
            ),
        ]

    def __str__(self) -> str:
        return in_readers_language(self.name, self.name_en)

    @property
    def reference(self) -> str:
        return str(self.public_id)

    @property
    def code(self) -> str:
        """What stands in its address."""
        return codes.short(self.public_id)

    @property
    def size(self) -> telling.Size:
        return telling.size_of(self.capacity)

    @property
    def is_open(self) -> bool:
        return self.confirmed_at is not None and self.closed_at is None
