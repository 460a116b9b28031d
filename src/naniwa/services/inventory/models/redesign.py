"""What was decided about the proposals for a row, and the form that was asked for from it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.services.inventory.models.procedure import Procedure
from naniwa.services.inventory.rules.verdicts import ACCEPTED, DISMISSED, VERDICTS

LONGEST_KEY = 300


class ProposalVerdict(models.Model):
    """Accepted or dismissed, kept with the words of that time; one that is left open has no row.

    Minutes and yen are of a year: what an accepted proposal adds to those accepted before it.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="verdicts", verbose_name=_("棚卸の手続"))
    key = models.CharField(_("提案の符号"), max_length=LONGEST_KEY)
    sentence_ja = models.CharField(_("提案の文"), max_length=500)
    sentence_en = models.CharField(_("提案の文（英語）"), max_length=500)
    verdict = models.CharField(_("採否"), max_length=9)
    reason = models.CharField(_("理由"), max_length=500, blank=True)
    office_minutes = models.PositiveBigIntegerField(_("職員の減る時間"), default=0)
    applicant_minutes = models.PositiveBigIntegerField(_("申請者の減る時間"), default=0)
    yen = models.PositiveBigIntegerField(_("減る費用"), default=0)
    decided_at = models.DateTimeField(_("決定日時"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("決定者"))

    class Meta:
        verbose_name = _("提案の判断")
        constraints = [
            models.UniqueConstraint(fields=["procedure", "key"], name="inventory_one_verdict_a_proposal"),
            models.CheckConstraint(
                name="inventory_a_verdict_is_known",
                condition=models.Q(verdict__in=[word.value for word in VERDICTS]),
            ),
            models.CheckConstraint(
                name="inventory_who_dismisses_says_why", condition=models.Q(verdict=ACCEPTED) | models.Q(reason__gt="")
            ),
            models.CheckConstraint(
                name="inventory_what_is_dismissed_saves_nothing",
                condition=~models.Q(verdict=DISMISSED) | models.Q(office_minutes=0, applicant_minutes=0, yen=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.key}"


class FormWish(models.Model):
    """A form asked for from a row: another service makes the draft and says where it is.

    `public_id` is what the two services know it by; `told_at` is when it was last told.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    procedure = models.OneToOneField(Procedure, models.CASCADE, related_name="wish", verbose_name=_("棚卸の手続"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("依頼した人")
    )
    told_at = models.DateTimeField(_("依頼日時"))
    made_at = models.DateTimeField(_("下書きができた日時"), null=True)
    path = models.CharField(_("下書きの場所"), max_length=200, blank=True)
    title = models.CharField(_("下書きの名前"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("申請フォームの依頼")
        constraints = [
            models.CheckConstraint(
                name="inventory_a_made_draft_has_a_place",
                condition=models.Q(made_at=None, path="") | models.Q(made_at__isnull=False, path__startswith="/"),
            ),
            models.CheckConstraint(
                name="inventory_a_draft_is_on_this_site", condition=~models.Q(path__startswith="//")
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        return str(self.public_id)
