"""Forms read by machine: the sheets that wait for it, and what was read in each box, until a clerk confirms it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

UNSURE = 0.9
"""Below which an answer is marked for a second look."""


class SheetState(models.TextChoices):
    WAITING = "waiting", _("読み取り待ち")
    READ = "read", _("読み取り済み")
    FAILED = "failed", _("読み取れず")


class ScanSheet(models.Model):
    """One page of one file, of those that were handed to the machine together under `batch`, in their order."""

    batch = models.UUIDField(_("読み取りのまとまり"), default=uuid.uuid4)
    number = models.PositiveIntegerField(_("順番"))
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("担当組織")
    )
    document = models.ForeignKey(
        "documents.Document", models.CASCADE, related_name="+", verbose_name=_("スキャンの文書")
    )
    page = models.PositiveIntegerField(_("ページ"))
    received_on = models.DateField(_("受領日"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("受け付けた人"))
    state = models.CharField(_("状態"), max_length=8, choices=SheetState.choices, default=SheetState.WAITING)
    reason = models.CharField(_("読み取れない理由"), max_length=20, blank=True)
    form = models.ForeignKey(
        "procedures.PaperForm", models.CASCADE, null=True, related_name="sheets", verbose_name=_("紙の申請書")
    )
    form_page = models.PositiveIntegerField(_("用紙のページ"), null=True)
    read_at = models.DateTimeField(_("読み取り日時"), null=True)

    class Meta:
        verbose_name = _("読み取る紙")
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="procedures_sheets_in_order"),
            models.UniqueConstraint(fields=["document", "page"], name="procedures_each_sheet_once"),
            models.CheckConstraint(
                name="procedures_a_sheet_is_read_at_some_time",
                condition=models.Q(state="waiting", read_at=None)
                | (~models.Q(state="waiting") & models.Q(read_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.number}"


class Cutting(models.Model):
    """`name` is what the answer is posted as; `picture` is a PNG of the box; `sureness` lies between 0 and 1."""

    form = models.ForeignKey(
        "procedures.PaperForm", models.CASCADE, related_name="cuttings", verbose_name=_("紙の申請書")
    )
    name = models.CharField(_("項目"), max_length=120)
    texts = models.JSONField(_("読み取った内容"), default=list)
    sureness = models.FloatField(_("確からしさ"))
    picture = models.BinaryField(_("切り出した画像"))

    class Meta:
        verbose_name = _("読み取った欄")
        constraints = [
            models.UniqueConstraint(fields=["form", "name"], name="procedures_one_cutting_an_answer"),
            models.CheckConstraint(
                name="procedures_sureness_is_a_share", condition=models.Q(sureness__gte=0, sureness__lte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_unsure(self) -> bool:
        return self.sureness < UNSURE
