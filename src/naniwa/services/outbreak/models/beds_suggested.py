"""What was worked out last for those who wait: a suggestion for each, kept so that no page has to wait for it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naniwa.services.outbreak.models.beds import BedPool, PlacementRequest


class Matching(models.Model):
    """The last time that one coordinating body's people and beds were matched; `digest` tells of what."""

    organisation = models.OneToOneField(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("調整する組織")
    )
    at = models.DateTimeField(_("計算した日時"))
    digest = models.CharField(_("計算のもとの要約値"), max_length=64)
    people = models.PositiveIntegerField(_("待っている人"))

    class Meta:
        verbose_name = _("病床の組み合わせの計算")

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.at}"


class Suggested(models.Model):
    """A pool for somebody who waits, or none, and the next best. `safe` pools would do, `open` have a bed left.

    Minutes, steps between classes and per cent in use are those of the pool and of the next best.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("調整する組織")
    )
    request = models.OneToOneField(
        PlacementRequest, models.CASCADE, related_name="suggestion", verbose_name=_("入院調整の依頼")
    )
    pool = models.ForeignKey(BedPool, models.CASCADE, related_name="+", null=True, verbose_name=_("提案する病床の枠"))
    figures = models.JSONField(_("提案の理由"), null=True)
    next_best = models.ForeignKey(BedPool, models.CASCADE, related_name="+", null=True, verbose_name=_("次の候補"))
    next_figures = models.JSONField(_("次の候補の理由"), null=True)
    safe = models.PositiveIntegerField(_("安全な枠の数"))
    open = models.PositiveIntegerField(_("空きのある安全な枠の数"))

    class Meta:
        verbose_name = _("病床の提案")
        constraints = [
            models.CheckConstraint(
                name="outbreak_a_suggested_pool_has_its_reasons",
                condition=Q(pool__isnull=True, figures__isnull=True) | Q(pool__isnull=False, figures__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.pool_id}"
