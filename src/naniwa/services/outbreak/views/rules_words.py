"""The rules of a disease as tables that a doctor can read, and what a proposed text would change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from naniwa.design.tables import Column, Row, Table
from naniwa.library.spoken import said
from naniwa.services.outbreak.models import RuleVersion, Severity
from naniwa.services.outbreak.rules.regime import LEVELS, Level, Regime
from naniwa.services.outbreak.views.lists import act_words, level_words, risk_words

RISKS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A version, and the lines in which its text differs from the one in force; none where nothing does."""

    version: RuleVersion
    changes: str


def tables(regime: Regime) -> list[Table]:
    return [_signs(regime), _deadlines(regime)]


def proposed(versions: Sequence[RuleVersion], force: str) -> list[Proposed]:
    """What is approved already is not compared."""
    return [Proposed(one, "" if one.approved_at else _changes(force, one.text)) for one in versions]


def _changes(before: str, after: str) -> str:
    lines = unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


def _signs(regime: Regime) -> Table:
    """What a report means, the worst first."""
    language = get_language() or "ja"
    told: list[tuple[Level, str, str]] = [
        (one.level, said(one.words, language), "") for one in regime.symptoms if one.level != "green"
    ]
    told += [(one.level, said(one.words, language), one.severity) for one in regime.readings]
    told.sort(key=lambda one: -LEVELS.index(one[0]))
    rows = [
        Row(cells=[level_words(level), words, str(Severity(degree).label) if degree else "—"])
        for level, words, degree in told
    ]
    heads = (_("判定"), _("報告にあること"), _("症状の程度"))
    return _table("signs", _("報告の判定"), heads, rows)


def _deadlines(regime: Regime) -> Table:
    rows = [
        _row(_("最初の連絡まで（時間）"), regime.first_contact_hours),
        _row(_("出なかったとき、かけ直すまで（分）"), regime.try_again_minutes),
        _row(_("報告の間隔（時間）"), regime.report_every_hours),
        *(
            _row(_("報告がないとき %(act)s（前の段階から分）") % {"act": act_words(one.act)}, one.after_minutes)
            for one in regime.ladder
        ),
    ]
    heads = (_("期限"), *(_("リスク %(risk)s") % {"risk": risk_words(one)} for one in RISKS))
    return _table("deadlines", _("リスクごとの期限"), heads, rows)


def _row(words: str, by_risk: Mapping[int, int]) -> Row:
    return Row(cells=[words, *(by_risk[one] for one in RISKS)])


def _table(number: str, caption: str, heads: Sequence[str], rows: list[Row]) -> Table:
    return Table(id=number, caption=caption, columns=[Column(label=one) for one in heads], rows=rows)
