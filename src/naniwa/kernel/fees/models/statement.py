"""A statement (明細): what a provider says moved on a day, line by line, and where our ledger says otherwise."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.fees.matching import Outcome
from naniwa.kernel.fees.models.entry import Entry, EntryKind

OUTCOMES = {
    Outcome.MISSING_HERE: _("収納簿にない"),
    Outcome.MISSING_THERE: _("明細にない"),
    Outcome.OTHER_AMOUNT: _("金額が違う"),
}
MOVED = [(kind.value, kind.label) for kind in (EntryKind.PAY, EntryKind.REFUND)]


class Statement(models.Model):
    """One file as far as it concerns one office. `wrong` names rows that could not be read: `[number, column]`."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("担当組織")
    )
    provider = models.CharField(_("決済会社"), max_length=40)
    day = models.DateField(_("対象日"))
    name = models.CharField(_("ファイル名"), max_length=200)
    digest = models.CharField(_("SHA-256"), max_length=64)
    wrong = models.JSONField(_("読めなかった行"), default=list)
    taken_at = models.DateTimeField(_("取り込んだ日時"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("取り込んだ人")
    )

    class Meta:
        verbose_name = _("決済会社の明細")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "provider", "day", "digest"], name="fees_a_statement_is_taken_once"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-taken_at"], name="fees_statements_of_office")]

    def __str__(self) -> str:
        return f"{self.provider} {self.day}"


class StatementLine(models.Model):
    """One movement of money as the provider says it; `entry` is the same in our ledger, once it is found."""

    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("担当組織")
    )
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="lines", verbose_name=_("明細"))
    provider = models.CharField(_("決済会社"), max_length=40)
    transaction = models.CharField(_("取引番号"), max_length=80)
    order = models.CharField(_("注文番号"), max_length=80)
    kind = models.CharField(_("種別"), max_length=6, choices=MOVED)
    refund = models.CharField(_("返金番号"), max_length=80, blank=True)
    amount_yen = models.PositiveBigIntegerField(_("金額"))
    fee_yen = models.PositiveBigIntegerField(_("決済会社の手数料"))
    day = models.DateField(_("取引日"))
    entry = models.OneToOneField(Entry, models.PROTECT, null=True, related_name="+", verbose_name=_("収納簿の記入"))

    class Meta:
        verbose_name = _("明細の行")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "provider", "transaction"], name="fees_a_movement_is_told_once"
            ),
            models.CheckConstraint(name="fees_a_told_movement_has_an_amount", condition=models.Q(amount_yen__gt=0)),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "provider"],
                name="fees_lines_without_entry",
                condition=models.Q(entry=None),
            )
        ]

    def __str__(self) -> str:
        return self.transaction


class Difference(models.Model):
    """Where statement and ledger part; closed by a person with a reason, or by itself once both say the same."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("担当組織")
    )
    provider = models.CharField(_("決済会社"), max_length=40)
    outcome = models.CharField(
        _("違うところ"), max_length=13, choices=[(outcome.value, words) for outcome, words in OUTCOMES.items()]
    )
    line = models.ForeignKey(
        StatementLine, models.PROTECT, null=True, related_name="differences", verbose_name=_("明細の行")
    )
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="+", verbose_name=_("収納簿の記入"))
    day = models.DateField(_("日"))
    found_at = models.DateTimeField(_("見つかった日時"))
    closed_at = models.DateTimeField(_("解決した日時"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("解決した人")
    )
    reason = models.CharField(_("解決の理由"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("明細との違い")
        constraints = [
            models.UniqueConstraint(fields=["line", "outcome"], name="fees_a_line_differs_once"),
            models.UniqueConstraint(
                fields=["entry"], condition=models.Q(line=None), name="fees_an_entry_is_missed_once"
            ),
            models.CheckConstraint(
                name="fees_a_difference_has_its_sides",
                condition=models.Q(outcome="missing_here", line__isnull=False, entry=None)
                | models.Q(outcome="missing_there", line=None, entry__isnull=False)
                | models.Q(outcome="other_amount", line__isnull=False, entry__isnull=False),
            ),
            models.CheckConstraint(
                name="fees_who_closes_a_difference_says_why",
                condition=models.Q(closed_at=None, closed_by=None, reason="")
                | models.Q(closed_at__isnull=False, closed_by=None, reason="")
                | models.Q(closed_at__isnull=False, closed_by__isnull=False, reason__gt=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "day"], name="fees_open_differences", condition=models.Q(closed_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.day} {self.outcome}"

    @property
    def theirs_yen(self) -> int:
        """What the statement says, in yen; 0 where it says nothing."""
        return self.line.amount_yen if self.line else 0

    @property
    def ours_yen(self) -> int:
        """What the ledger says, in yen; 0 where it says nothing."""
        return self.entry.amount_yen if self.entry else 0

    @property
    def kind(self) -> str:
        """Paid or given back, in words."""
        said = self.line or self.entry
        return str(said.get_kind_display()) if said else ""
