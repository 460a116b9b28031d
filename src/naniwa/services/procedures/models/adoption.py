"""Adoptions: a municipality's own form of a base procedure, and the amendments by which it changes."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

OPEN_AMENDMENTS = ("draft", "proposed")


class AmendmentKind(models.TextChoices):
    OWN = "own", _("市町村の変更")
    BASE = "base", _("新しい基本の定義")


class AmendmentState(models.TextChoices):
    DRAFT = "draft", _("下書き")
    PROPOSED = "proposed", _("二人目の承認待ち")
    ACCEPTED = "accepted", _("承認済み")
    REFUSED = "refused", _("見送り")
    SUPERSEDED = "superseded", _("新しい案に交代")


class Adoption(models.Model):
    """`owner` is the prefecture that keeps the base; `version` is the published text, made on `base_version`.

    Both versions, and the overlay in force, change only when an amendment is accepted.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("市町村"), db_index=False
    )
    owner = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("基本の定義の都道府県")
    )
    base = models.SlugField(_("基本の手続"), max_length=60)
    base_version = models.ForeignKey(
        "forms.Version", models.PROTECT, null=True, related_name="+", verbose_name=_("基本の版")
    )
    version = models.ForeignKey(
        "forms.Version", models.PROTECT, null=True, related_name="+", verbose_name=_("公開した版")
    )
    wording = models.JSONField(_("言い換え"), default=dict, blank=True)
    extras = models.TextField(_("追加と削除"), blank=True)
    started_at = models.DateTimeField(_("開始日時"))

    class Meta:
        verbose_name = _("市町村の手続")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "base"], name="procedures_one_adoption_a_base"),
            models.CheckConstraint(
                name="procedures_adoptions_in_force_name_both_versions",
                condition=models.Q(base_version=None, version=None)
                | models.Q(base_version__isnull=False, version__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.base} {self.organisation_id}"

    @property
    def reference(self) -> str:
        return str(self.public_id)


class Amendment(models.Model):
    """A change that waits for agreement, of the municipality's own or of a new base; one of each kind is open at most.

    `lines` are what the merge with a new base left to decide, `choices` the decisions by their number; `revision`
    counts the saves, so that two people cannot overwrite each other. `proposed_by` is None where the new base was
    published by a command.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    adoption = models.ForeignKey(
        Adoption, models.CASCADE, related_name="amendments", verbose_name=_("市町村の手続"), db_index=False
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("市町村")
    )
    owner = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("基本の定義の都道府県")
    )
    kind = models.CharField(_("種類"), max_length=4, choices=AmendmentKind.choices)
    state = models.CharField(_("状態"), max_length=10, choices=AmendmentState.choices, default=AmendmentState.DRAFT)
    base_version = models.ForeignKey("forms.Version", models.PROTECT, related_name="+", verbose_name=_("基本の版"))
    wording = models.JSONField(_("言い換え"), default=dict, blank=True)
    extras = models.TextField(_("追加と削除"), blank=True)
    lines = models.JSONField(_("決める点"), default=list, blank=True)
    choices = models.JSONField(_("決めた内容"), default=dict, blank=True)
    revision = models.PositiveIntegerField(_("保存の回数"), default=1)
    made_at = models.DateTimeField(_("作成日時"))
    proposed_at = models.DateTimeField(_("提案日時"), null=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("提案した人")
    )
    closed_at = models.DateTimeField(_("完了日時"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("決めた人")
    )
    reason = models.TextField(_("見送りの理由"), blank=True)
    version = models.ForeignKey(
        "forms.Version", models.PROTECT, null=True, related_name="+", verbose_name=_("公開した版")
    )

    class Meta:
        verbose_name = _("変更案")
        indexes = [models.Index(fields=["adoption", "made_at"], name="procedures_amendments_in_time")]
        constraints = [
            models.UniqueConstraint(
                fields=["adoption", "kind"],
                condition=models.Q(state__in=OPEN_AMENDMENTS),
                name="procedures_one_open_amendment_a_kind",
            ),
            models.CheckConstraint(
                name="procedures_amendments_are_accepted_by_a_second_person",
                condition=~models.Q(state="accepted")
                | models.Q(closed_by__isnull=False, version__isnull=False)
                & (models.Q(proposed_by=None) | ~models.Q(closed_by=models.F("proposed_by"))),
            ),
            models.CheckConstraint(
                name="procedures_amendments_are_open_or_closed",
                condition=models.Q(state__in=OPEN_AMENDMENTS, closed_at=None)
                | ~models.Q(state__in=OPEN_AMENDMENTS) & models.Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="procedures_refused_amendments_say_why",
                condition=~models.Q(state="refused") | ~models.Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def reference(self) -> str:
        return str(self.public_id)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_AMENDMENTS
