"""Retention as the database keeps it: nightly runs, what each of them took away, and legal holds that stop it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.services.procedures.models.application import Application

GONE = "（保存期間が満了したため消去）"
"""What stands in the place of the applicant's name."""


class RetentionRun(models.Model):
    """One at a time is under way. `receipt` is the signed text byte for byte, as it is published.

    `salt` keeps outsiders from trying receipt numbers one by one until the digest in the receipt fits.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField(_("回次"), unique=True)
    started_at = models.DateTimeField(_("開始日時"))
    finished_at = models.DateTimeField(_("終了日時"), null=True)
    salt = models.BinaryField(_("ソルト"), max_length=32)
    receipt = models.TextField(_("証明書"), blank=True)
    signature = models.BinaryField(_("署名"), max_length=64, null=True)
    public_key = models.BinaryField(_("公開鍵"), max_length=32, null=True)

    class Meta:
        verbose_name = _("保存期間満了の処理")
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=models.Q(finished_at=None), name="procedures_one_retention_run_at_a_time"
            ),
            models.CheckConstraint(
                name="procedures_a_finished_retention_run_is_signed",
                condition=models.Q(finished_at=None, receipt="", signature=None, public_key=None)
                | models.Q(
                    finished_at__isnull=False, receipt__gt="", signature__isnull=False, public_key__isnull=False
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def reference(self) -> str:
        return str(self.public_id)


class ErasureKind(models.TextChoices):
    ANONYMISED = "anonymised", _("匿名化")
    DELETED = "deleted", _("削除")
    DRAFT = "draft", _("下書きの削除")


class Erasure(models.Model):
    """What went in a run: no more than the number that the applicant knows (a draft's own, for a draft)."""

    run = models.ForeignKey(RetentionRun, models.PROTECT, related_name="erasures", verbose_name=_("処理"))
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("担当組織"), db_index=False
    )
    kind = models.CharField(_("消去の種類"), max_length=10, choices=ErasureKind.choices)
    procedure = models.CharField(_("手続"), max_length=60)
    reference = models.CharField(_("番号"), max_length=40, unique=True)
    year = models.PositiveSmallIntegerField(_("決定の年"), null=True)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("消去の記録")

    def __str__(self) -> str:
        return self.reference


LONGEST_REASON = 1000


class Hold(models.Model):
    """On one case, or with no `application` on every case of the procedure in the organisation.

    It lasts until the end of the day `until` (Asia/Tokyo), where it has one, or until a second person ends it.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("担当組織")
    )
    procedure = models.CharField(_("手続"), max_length=60)
    application = models.ForeignKey(
        Application, models.CASCADE, null=True, related_name="holds", verbose_name=_("申請")
    )
    reason = models.CharField(_("止める理由"), max_length=LONGEST_REASON)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("止めた人")
    )
    since = models.DateTimeField(_("止めた日時"))
    until = models.DateField(_("止める期限"), null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("解いた人")
    )
    ended_at = models.DateTimeField(_("解いた日時"), null=True)
    end_reason = models.CharField(_("解く理由"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("消去の停止")
        indexes = [
            models.Index(fields=["procedure"], name="procedures_holds_in_force", condition=models.Q(ended_at=None))
        ]
        constraints = [
            models.CheckConstraint(name="procedures_a_hold_has_a_reason", condition=~models.Q(reason="")),
            models.CheckConstraint(
                name="procedures_a_second_person_ends_a_hold",
                condition=models.Q(ended_by=None, ended_at=None, end_reason="")
                | (
                    models.Q(ended_by__isnull=False, ended_at__isnull=False, end_reason__gt="")
                    & ~models.Q(ended_by=models.F("placed_by"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.application_id or ''}"

    @property
    def reference(self) -> str:
        return str(self.public_id)
