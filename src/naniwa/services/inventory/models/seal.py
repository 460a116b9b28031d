"""A seal that a procedure asks for, and what was decided about it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.services.inventory.models.procedure import Procedure
from naniwa.services.inventory.rules.columns import Pressed
from naniwa.services.inventory.rules.seals import DECISIONS, KINDS


class Seal(models.Model):
    """`law` is what demands it; empty where custom or the office's own rule does."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="seals", verbose_name=_("棚卸の手続"))
    position = models.PositiveSmallIntegerField(_("順番"))
    kind = models.CharField(_("印の種類"), max_length=10)
    basis = models.CharField(_("根拠"), max_length=200, blank=True)
    law = models.CharField(_("求める法令"), max_length=200, blank=True)
    decision = models.CharField(_("見直しの結果"), max_length=11, blank=True)
    reason = models.CharField(_("理由"), max_length=500, blank=True)
    decided_at = models.DateTimeField(_("決定日時"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("決定者")
    )

    class Meta:
        verbose_name = _("印")
        indexes = [models.Index(fields=["organisation", "decision"], name="inventory_seals_by_decision")]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "position"], name="inventory_one_seal_a_place"),
            models.CheckConstraint(
                name="inventory_a_kind_of_seal_is_known",
                condition=models.Q(kind__in=[word.value for word in KINDS]),
            ),
            models.CheckConstraint(
                name="inventory_a_decision_on_a_seal_is_whole",
                condition=models.Q(decision="", reason="", decided_at=None, decided_by=None)
                | models.Q(
                    decision__in=[word.value for word in DECISIONS],
                    reason__gt="",
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="inventory_a_seal_is_kept_by_law_only",
                condition=~models.Q(decision="keep") | models.Q(law__gt=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.kind}"

    @property
    def reference(self) -> str:
        return str(self.public_id)

    @property
    def pressed(self) -> Pressed:
        return Pressed(self.kind, self.basis, self.law)


class SealBatch(models.Model):
    """One press of a decision on many seals; a second press with the same number finds this."""

    public_id = models.UUIDField(_("公開番号"), unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    decision = models.CharField(_("見直しの結果"), max_length=11)
    reason = models.CharField(_("理由"), max_length=500)
    count = models.PositiveIntegerField(_("件数"))
    passed_over = models.PositiveIntegerField(_("見送った件数"))
    told = models.PositiveIntegerField(_("知らせた課の数"))
    decided_at = models.DateTimeField(_("決定日時"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("決定者"))

    class Meta:
        verbose_name = _("押印の見直し")

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        return str(self.public_id)
