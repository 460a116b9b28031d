"""A pair: two cases that a person looked at together, and found to be duplicates or not."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.services.procedures.models.application import Application


class PairState(models.TextChoices):
    CONFIRMED = "confirmed", _("重複と確認")
    DISMISSED = "dismissed", _("重複ではない")


class Pair(models.Model):
    """`earlier` came in first; it decides nothing by itself."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("担当組織")
    )
    earlier = models.ForeignKey(
        Application, models.CASCADE, related_name="+", verbose_name=_("先の申請"), db_index=False
    )
    later = models.ForeignKey(Application, models.CASCADE, related_name="+", verbose_name=_("後の申請"))
    state = models.CharField(_("判断"), max_length=9, choices=PairState.choices)
    reason = models.TextField(_("理由"))
    shared = models.JSONField(_("同じもの"), default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("判断した人"))
    at = models.DateTimeField(_("判断日時"))

    class Meta:
        verbose_name = _("重複の判断")
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="procedures_one_judgement_a_pair"),
            models.CheckConstraint(
                name="procedures_a_pair_is_two_cases", condition=~models.Q(earlier=models.F("later"))
            ),
            models.CheckConstraint(name="procedures_a_judgement_has_a_reason", condition=~models.Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.earlier_id} {self.later_id} {self.state}"

    @property
    def reference(self) -> str:
        return str(self.public_id)
