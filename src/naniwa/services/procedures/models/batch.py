"""A batch: one act over many cases, confirmed once by a person and carried out piece by piece."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class BatchKind(models.TextChoices):
    NOTICES = "notices", _("修正のお願いの送付")
    DECISIONS = "decisions", _("一括決定")


class Batch(models.Model):
    """`ids` are the rows as they were confirmed; `position` is how many of them are behind it."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("種類"), max_length=10, choices=BatchKind.choices)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("担当組織")
    )
    ids = ArrayField(models.BigIntegerField(), verbose_name=_("対象"))
    total = models.PositiveIntegerField(_("件数"))
    position = models.PositiveIntegerField(_("済んだ件数"), default=0)
    done = models.PositiveIntegerField(_("実行した件数"), default=0)
    passed_over = models.PositiveIntegerField(_("外した件数"), default=0)
    amount_yen = models.BigIntegerField(_("金額（円）"), default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("確認者"))
    started_at = models.DateTimeField(_("開始日時"))
    finished_at = models.DateTimeField(_("終了日時"), null=True)

    class Meta:
        verbose_name = _("一括処理")
        constraints = [
            models.CheckConstraint(
                name="procedures_batches_count_what_is_behind",
                condition=models.Q(position=models.F("done") + models.F("passed_over"))
                & models.Q(position__lte=models.F("total")),
            ),
            models.CheckConstraint(
                name="procedures_batches_end_when_all_is_done",
                condition=models.Q(finished_at=None) | models.Q(position=models.F("total")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def reference(self) -> str:
        return str(self.public_id)
