"""Files of health centres on their way in: how a sheet is read, what was in it, what came of each line."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naniwa.services.outbreak.models.cases import Case


class Sheet(models.Model):
    """How an office's sheet with these heads is read: which column means what, and what its values mean."""

    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    heads = models.JSONField(_("列の見出し"))
    digest = models.CharField(_("見出しの指紋"), max_length=64)
    columns = models.JSONField(_("列の意味"))
    words = models.JSONField(_("値の意味"), default=dict)
    used_at = models.DateTimeField(_("最後に使った日時"))

    class Meta:
        verbose_name = _("表の読み方")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "digest"], name="outbreak_one_way_to_read_a_sheet")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.digest[:8]}"


class Intake(models.Model):
    """`done` lines of `total` are taken in; a worker that was stopped goes on behind them.

    `failed_at` says that the taking or undoing that is asked for came upon an error, and stands where it was.
    """

    class State(models.TextChoices):
        READ = "read", _("読み方を確かめる")
        TAKING = "taking", _("取り込み中")
        TAKEN = "taken", _("取り込み済み")
        UNDONE = "undone", _("取り消し済み")

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("送った人"))
    press = models.UUIDField(_("重複防止番号"), unique=True, default=uuid.uuid4, editable=False)
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="intakes", verbose_name=_("表の読み方"))
    disease = models.CharField(_("感染症"), max_length=40)
    name = models.CharField(_("ファイル名"), max_length=200)
    state = models.CharField(_("状態"), max_length=8, choices=State.choices, default=State.READ)
    at = models.DateTimeField(_("受付日時"))
    total = models.PositiveIntegerField(_("行の数"))
    done = models.PositiveIntegerField(_("取り込んだ行の数"), default=0)
    new = models.PositiveIntegerField(_("新しい患者"), default=0)
    changed = models.PositiveIntegerField(_("変わった患者"), default=0)
    same = models.PositiveIntegerField(_("変わらない患者"), default=0)
    wrong = models.PositiveIntegerField(_("直す行"), default=0)
    finished_at = models.DateTimeField(_("終えた日時"), null=True)
    failed_at = models.DateTimeField(_("途中で止まった日時"), null=True)

    class Meta:
        verbose_name = _("患者の取込み")

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        return str(self.public_id)


class IntakeLine(models.Model):
    """`texts` are the cells in the order of the heads; `before` is what the case said until this line changed it."""

    class Outcome(models.TextChoices):
        WAITING = "", pgettext_lazy("intake", "これから")
        NEW = "new", pgettext_lazy("intake", "新しい患者")
        CHANGED = "changed", pgettext_lazy("intake", "変わった患者")
        SAME = "same", pgettext_lazy("intake", "変わらない")
        WRONG = "wrong", pgettext_lazy("intake", "直す行")
        UNDONE = "undone", pgettext_lazy("intake", "取り消した")
        KEPT = "kept", pgettext_lazy("intake", "後の対応があるため残した")

    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    intake = models.ForeignKey(Intake, models.CASCADE, related_name="lines", verbose_name=_("患者の取込み"))
    number = models.PositiveIntegerField(_("ファイルの行の番号"))
    texts = models.JSONField(_("セルの内容"))
    outcome = models.CharField(_("取込みの結果"), max_length=8, choices=Outcome.choices, blank=True)
    case = models.ForeignKey(Case, models.SET_NULL, related_name="+", null=True, verbose_name=_("感染症の患者"))
    before = models.JSONField(_("変わる前"), default=dict)
    after = models.JSONField(_("変わった後"), default=dict)

    class Meta:
        verbose_name = _("取込みの行")
        constraints = [models.UniqueConstraint(fields=["intake", "number"], name="outbreak_one_line_a_number")]
        indexes = [models.Index(fields=["case"], name="outbreak_lines_of_a_case")]

    def __str__(self) -> str:
        return f"{self.intake_id} {self.number}"
