"""An export: a file of chosen cases that a person took out of the ledger, and what for."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Format(models.TextChoices):
    XLSX = "xlsx", _("Excel")
    CSV = "csv", _("CSV")


class Export(models.Model):
    """`ids` are the cases in their order, as long as the file is kept; `position` is how many of them are behind it.

    `count` are those written: whoever asked may have lost sight of a case meanwhile. `run` is the attempt under way, so
    that one which was given up for dead cannot write into the next. The file lies in parts, for as long as it is kept.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("担当組織")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("書き出した人"))
    roles = ArrayField(models.CharField(max_length=20), verbose_name=_("役割"), default=list)
    format = models.CharField(_("形式"), max_length=4, choices=Format.choices)
    columns = ArrayField(models.CharField(max_length=20), verbose_name=_("列"))
    filters = models.JSONField(_("絞り込み"), default=dict)
    language = models.CharField(_("言語"), max_length=8, default="ja")
    purpose = models.CharField(_("目的"), max_length=60)
    reason = models.CharField(_("使いみち"), max_length=300)
    ids = ArrayField(models.BigIntegerField(), verbose_name=_("対象"))
    total = models.PositiveIntegerField(_("対象の件数"))
    position = models.PositiveIntegerField(_("済んだ件数"), default=0)
    count = models.PositiveIntegerField(_("書き出した件数"), default=0)
    run = models.UUIDField(_("作成の番号"), null=True)
    started_at = models.DateTimeField(_("開始日時"))
    finished_at = models.DateTimeField(_("終了日時"), null=True)
    sha256 = models.CharField(_("ハッシュ値"), max_length=64, blank=True)
    size = models.BigIntegerField(_("大きさ（バイト）"), default=0)
    removed_at = models.DateTimeField(_("削除日時"), null=True)

    class Meta:
        verbose_name = _("書き出し")
        indexes = [models.Index(fields=["by", "started_at"], name="procedures_exports_of_person")]
        constraints = [
            models.CheckConstraint(
                name="procedures_finished_exports_have_a_digest",
                condition=models.Q(finished_at=None, sha256="")
                | models.Q(finished_at__isnull=False) & ~models.Q(sha256=""),
            ),
            models.CheckConstraint(
                name="procedures_exports_write_no_more_than_asked",
                condition=models.Q(count__lte=models.F("position")) & models.Q(position__lte=models.F("total")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.format} {self.public_id}"

    @property
    def reference(self) -> str:
        return str(self.public_id)


class ExportPart(models.Model):
    """A piece of the file; in the database, so that row security and backups hold for it too."""

    export = models.ForeignKey(Export, models.CASCADE, related_name="parts", verbose_name=_("書き出し"), db_index=False)
    number = models.PositiveIntegerField(_("順番"))
    content = models.BinaryField(_("内容"))

    class Meta:
        verbose_name = _("書き出したファイル")
        constraints = [models.UniqueConstraint(fields=["export", "number"], name="procedures_one_export_part_a_number")]

    def __str__(self) -> str:
        return f"{self.export_id}/{self.number}"
