"""A payout run: the transfers that go to the bank in one file on one day."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    DRAFT = "draft", _("作成済み")
    RELEASED = "released", _("振込手続き中")
    CONFIRMED = "confirmed", _("結果確認済み")
    DISCARDED = "discarded", _("取りやめ")


_RELEASED = models.Q(state__in=["released", "confirmed"])


class Run(models.Model):
    """`number` counts the runs of an organisation; the file has no year, so `transfer_on` keeps it."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("担当組織")
    )
    procedure = models.CharField(_("手続き"), max_length=80)
    number = models.PositiveIntegerField(_("回次"))
    transfer_on = models.DateField(_("振込日"))
    state = models.CharField(_("状態"), max_length=10, choices=RunState.choices, default=RunState.DRAFT)
    records = models.PositiveIntegerField(_("件数"), default=0)
    total_yen = models.PositiveBigIntegerField(_("合計額"), default=0)
    banks_as_of = models.DateField(_("銀行一覧の日付"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("作成者"))
    created_at = models.DateTimeField(_("作成日時"))
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("承認者")
    )
    released_at = models.DateTimeField(_("承認日時"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("結果確認者")
    )
    closed_at = models.DateTimeField(_("結果確認日時"), null=True, blank=True)
    file = models.BinaryField(_("振込ファイル"), null=True, blank=True)
    sha256 = models.CharField(_("ハッシュ値"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("振込依頼")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="payments_runs_are_numbered"),
            models.CheckConstraint(
                name="payments_a_second_person_releases",
                condition=models.Q(released_by=None) | ~models.Q(released_by=models.F("created_by")),
            ),
            models.CheckConstraint(
                name="payments_a_released_run_has_its_file",
                condition=(
                    _RELEASED
                    & models.Q(
                        released_by__isnull=False,
                        released_at__isnull=False,
                        file__isnull=False,
                        sha256__regex=r"^[0-9a-f]{64}$",
                    )
                )
                | (~_RELEASED & models.Q(released_by=None, released_at=None, file=None, sha256="")),
            ),
            models.CheckConstraint(
                name="payments_a_closed_run_names_who_closed_it",
                condition=models.Q(
                    state__in=["confirmed", "discarded"], closed_by__isnull=False, closed_at__isnull=False
                )
                | models.Q(state__in=["draft", "released"], closed_by=None, closed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.number}"

    @property
    def reference(self) -> str:
        return str(self.public_id)
