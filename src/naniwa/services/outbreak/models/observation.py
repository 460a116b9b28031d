"""What patients report each day, what must be done at once, and the rules that say so."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naniwa.services.outbreak.models.cases import Case


class Level(models.TextChoices):
    GREEN = "green", pgettext_lazy("outbreak", "緑：変わりなし")
    YELLOW = "yellow", pgettext_lazy("outbreak", "黄：注意")
    RED = "red", pgettext_lazy("outbreak", "赤：すぐ対応")


class Cause(models.TextChoices):
    RED = "red", _("赤の報告")
    CALL = "call", _("報告がないので電話する")
    PERSON = "person", _("報告がないので責任者が確かめる")
    VISIT = "visit", _("報告がないので訪問する")


class Task(models.Model):
    """Somebody's, with a time by which it is due, until a person says what came of it; never opened again.

    A case has one open task of each cause; a further RED joins the one that is open.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks", verbose_name=_("感染症の患者"))
    cause = models.CharField(_("対応が必要なわけ"), max_length=8, choices=Cause.choices)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("担当者"))
    opened_at = models.DateTimeField(_("対応が必要になった日時"))
    due_at = models.DateTimeField(_("対応の期限"))
    escalated_at = models.DateTimeField(_("責任者に上げた日時"), null=True)
    closed_at = models.DateTimeField(_("対応を終えた日時"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("対応を終えた人")
    )
    result = models.TextField(_("対応の結果"), blank=True)

    class Meta:
        verbose_name = _("急ぎの対応")
        indexes = [models.Index(fields=["due_at"], name="outbreak_tasks_due", condition=Q(closed_at=None))]
        constraints = [
            models.UniqueConstraint(
                name="outbreak_one_open_task_a_cause", fields=["case", "cause"], condition=Q(closed_at=None)
            ),
            models.CheckConstraint(
                name="outbreak_a_person_closes_a_task_and_says_how",
                condition=Q(closed_at=None, closed_by=None, result="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(result="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def reference(self) -> str:
        return str(self.public_id)


class Way(models.TextChoices):
    PATIENT = "patient", _("本人のページ")
    PROXY = "proxy", _("代わりの人")
    STAFF = "staff", _("職員の入力")
    CALL = "call", _("自動音声の電話")


class Observation(models.Model):
    """Never changed. What is RED names its task, which is open when it is written: the database refuses others."""

    press = models.UUIDField(_("重複防止番号"), unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="observations", verbose_name=_("感染症の患者"))
    at = models.DateTimeField(_("報告の日時"))
    way = models.CharField(_("報告の方法"), max_length=8, choices=Way.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("入力した職員")
    )
    temperature = models.DecimalField(_("体温"), max_digits=3, decimal_places=1, null=True)
    spo2 = models.PositiveSmallIntegerField(_("酸素飽和度"), null=True)
    symptoms = ArrayField(models.CharField(max_length=40), verbose_name=_("症状"), default=list)
    mood = models.PositiveSmallIntegerField(_("気分"), null=True)
    level = models.CharField(_("判定"), max_length=6, choices=Level.choices)
    reasons = ArrayField(models.CharField(max_length=40), verbose_name=_("判定のわけ"), default=list)
    rules = models.PositiveIntegerField(_("判定に使った規則の版"))
    task = models.ForeignKey(Task, models.PROTECT, related_name="observations", null=True, verbose_name=_("急ぎの対応"))

    class Meta:
        verbose_name = _("健康観察の報告")
        indexes = [models.Index(fields=["case", "at"], name="outbreak_observations")]
        constraints = [
            models.CheckConstraint(
                name="outbreak_what_is_red_has_a_task", condition=~Q(level="red") | Q(task__isnull=False)
            ),
            models.CheckConstraint(
                name="outbreak_a_figure_is_one_that_bodies_have",
                condition=(Q(temperature=None) | Q(temperature__gte=30, temperature__lte=45))
                & (Q(spo2=None) | Q(spo2__gte=30, spo2__lte=100))
                & (Q(mood=None) | Q(mood__gte=1, mood__lte=5)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.level}"


class RuleVersion(models.Model):
    """A text of the rules of a disease: proposed by one person, in force once a doctor who is another approves it.

    Rules are the whole installation's. The shipped file is version 0.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    disease = models.CharField(_("感染症"), max_length=40)
    number = models.PositiveIntegerField(_("版"))
    text = models.TextField(_("規則の本文"))
    note = models.CharField(_("変えるわけ"), max_length=300)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提案した人")
    )
    proposed_at = models.DateTimeField(_("提案の日時"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("承認した医師")
    )
    approved_at = models.DateTimeField(_("承認の日時"), null=True)

    class Meta:
        verbose_name = _("健康観察の規則の版")
        constraints = [
            models.UniqueConstraint(fields=["disease", "number"], name="outbreak_one_text_a_version"),
            models.CheckConstraint(
                name="outbreak_another_person_approves_the_rules",
                condition=Q(approved_by=None, approved_at=None)
                | (Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(approved_by=F("proposed_by"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.disease} {self.number}"

    @property
    def reference(self) -> str:
        return str(self.public_id)
