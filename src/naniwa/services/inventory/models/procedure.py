"""One row of the inventory: a procedure as it is done today."""

import uuid
from collections.abc import Sequence

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.services.inventory.models.department import Department
from naniwa.services.inventory.rules.columns import (
    APPLICANTS,
    CHANNELS,
    IDENTITIES,
    MAIN,
    NO,
    YES,
    Entry,
    Paper,
    Pressed,
    Value,
)
from naniwa.services.inventory.rules.scores import scored
from naniwa.services.inventory.rules.seals import KINDS, NONE, Word, strongest

# The columns that are fields of their own; the department is a row of another table.
PLAIN = tuple(column.key for column in MAIN if not column.key.startswith("department_"))


class State(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("未確認")
    CONFIRMED = "confirmed", _("確認済み")


def _one_of(field: str, words: Sequence[Word], *, empty: bool = True) -> models.Q:
    return models.Q(**{f"{field}__in": [*(word.value for word in words), *([""] if empty else [])]})


class Procedure(models.Model):
    """`edition` counts its changes, so that nobody overwrites what they had not seen; `search` is folded text.

    A removed row can be brought back; it counts nowhere meanwhile. `seal` is the strongest of its seals. `points`,
    `parts` and `online_minutes` are kept with the row, so that thousands are ranked at once; what was decided about
    its proposals is summed up in `accepted` to `saved_yen`. Minutes are of a year, of both sides.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    number = models.PositiveIntegerField(_("整理番号"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="procedures", verbose_name=_("課"))
    title = models.CharField(_("手続名"), max_length=200)
    law = models.CharField(_("根拠法令"), max_length=200, blank=True)
    article = models.CharField(_("条項"), max_length=100, blank=True)
    applicant = models.CharField(_("申請する人"), max_length=10, blank=True)
    volume = models.PositiveIntegerField(_("年間件数"), null=True)
    minutes_applicant = models.PositiveIntegerField(_("申請者の所要時間"), null=True)
    minutes_office = models.PositiveIntegerField(_("職員の所要時間"), null=True)
    fee = models.PositiveIntegerField(_("手数料"), null=True)
    channel = models.CharField(_("主な受付方法"), max_length=10)
    identity = models.CharField(_("本人確認"), max_length=10, blank=True)
    face_to_face = models.CharField(_("対面"), max_length=3, blank=True)
    system = models.CharField(_("使っているシステム"), max_length=100, blank=True)
    cycle_days = models.PositiveIntegerField(_("処理日数"), null=True)
    hours_saved = models.PositiveIntegerField(_("見直しで減る時間"), null=True)
    moment = models.CharField(_("手続のきっかけ"), max_length=50, blank=True, default="")
    validity_years = models.PositiveIntegerField(_("有効期間"), null=True)
    renewals = models.PositiveIntegerField(_("うち更新の件数"), null=True)
    check_name = models.CharField(_("職員が照合する内容"), max_length=100, blank=True, default="")
    check_minutes = models.PositiveIntegerField(_("照合の時間"), null=True)
    check_register = models.CharField(_("照合できる台帳"), max_length=100, blank=True, default="")
    note = models.TextField(_("備考"), blank=True)
    papers = models.JSONField(_("添付書類"), default=list)
    seal = models.CharField(_("印"), max_length=10, default=NONE.value)
    seal_count = models.PositiveSmallIntegerField(_("印の数"), default=0)
    points = models.PositiveSmallIntegerField(_("オンライン化の点数"), default=0)
    online_minutes = models.PositiveBigIntegerField(_("オンライン化で減る時間"), default=0)
    parts = models.JSONField(_("点数の内訳"), default=list)
    accepted = models.PositiveSmallIntegerField(_("採用した提案の数"), default=0, db_default=0)
    dismissed = models.PositiveSmallIntegerField(_("見送った提案の数"), default=0, db_default=0)
    saved_minutes = models.PositiveBigIntegerField(_("採用した提案で減る時間"), default=0, db_default=0)
    saved_yen = models.PositiveBigIntegerField(_("採用した提案で減る費用"), default=0, db_default=0)
    state = models.CharField(_("状態"), max_length=11, choices=State.choices, default=State.UNCONFIRMED)
    confirmed_at = models.DateTimeField(_("確認日時"), null=True)
    edition = models.PositiveIntegerField(_("版"), default=1)
    search = models.TextField(_("検索用の文字"))
    updated_at = models.DateTimeField(_("更新日時"))
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("更新者")
    )
    removed_at = models.DateTimeField(_("削除日時"), null=True)

    class Meta:
        verbose_name = _("棚卸の手続")
        indexes = [
            models.Index(fields=["organisation", "department", "number"], name="inventory_by_department"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="inventory_one_procedure_a_number"),
            models.CheckConstraint(name="inventory_a_procedure_has_a_title", condition=~models.Q(title="")),
            models.CheckConstraint(
                name="inventory_a_channel_is_known", condition=_one_of("channel", CHANNELS, empty=False)
            ),
            models.CheckConstraint(name="inventory_an_applicant_is_known", condition=_one_of("applicant", APPLICANTS)),
            models.CheckConstraint(name="inventory_an_identity_is_known", condition=_one_of("identity", IDENTITIES)),
            models.CheckConstraint(name="inventory_face_to_face_or_not", condition=_one_of("face_to_face", (YES, NO))),
            models.CheckConstraint(
                name="inventory_a_seal_is_known", condition=_one_of("seal", (NONE, *KINDS), empty=False)
            ),
            models.CheckConstraint(
                name="inventory_a_confirmed_procedure_has_its_time",
                condition=models.Q(state=State.CONFIRMED, confirmed_at__isnull=False)
                | models.Q(state=State.UNCONFIRMED, confirmed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        return str(self.public_id)

    def entry(self, seals: Sequence[Pressed]) -> Entry:
        """As the rules see it; `seals` in their order."""
        values: dict[str, Value] = {
            "department_code": self.department.code,
            "department_name": self.department.name,
            **{key: getattr(self, key) for key in PLAIN},
        }
        return Entry(values, tuple(Paper(**paper) for paper in self.papers), tuple(seals))

    def take(self, entry: Entry) -> None:
        """The values of an entry, without its department; its seals are rows of their own."""
        for key in PLAIN:
            setattr(self, key, entry.values[key])
        self.papers = [{"name": paper.name, "held": paper.held} for paper in entry.papers]
        self.seal = strongest([seal.kind for seal in entry.seals])
        self.seal_count = len(entry.seals)
        self.points, self.online_minutes, self.parts = scored(entry)
