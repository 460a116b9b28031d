"""How figures are written: with their unit in sentences, without it in tables, and a sign where they are hidden."""

from datetime import datetime

from django.utils.translation import get_language, gettext_lazy, ngettext, npgettext
from django.utils.translation import gettext as _

from naniwa.design.dates import amount
from naniwa.design.parts import Figure
from naniwa.kernel.organisations import queries as organisations
from naniwa.library.open_data import Group, Line, Measure, Value
from naniwa.services.procedures.queries.statistics import Statistics

HIDDEN = "x"
COUNTED = {"paid_yen": gettext_lazy("支給件数")}
"""Decisions are not counted beside their days: less the approved ones, they would tell of a few declined."""
MEASURED = {
    "applications": gettext_lazy("申請件数"),
    "approved": gettext_lazy("支給決定の件数"),
    "paid_yen": gettext_lazy("支給額（円）"),
    "days_to_decision": gettext_lazy("日数の中央値"),
}
GROUPED = {
    "municipality": gettext_lazy("市町村"),
    "state": gettext_lazy("状態"),
    "week": gettext_lazy("週（月曜日から）"),
}


def name(group: Group) -> str:
    return group.en if (get_language() or "ja").startswith("en") else group.ja


def number(value: Value | None) -> str:
    """Thousands grouped; a dash where there is nothing to measure."""
    return "—" if value is None else f"{value:,}"


def cells(line: Line, measure: Measure) -> list[str]:
    """The figures of a line as a table shows them."""
    if line.hidden:
        return [HIDDEN] * (2 if measure in COUNTED else 1)
    return [number(line.count), number(line.value)] if measure in COUNTED else [number(line.value)]


def value(line: Line, measure: Measure) -> str:
    """A figure with its unit."""
    if line.hidden:
        return HIDDEN
    if measure == "paid_yen":
        return amount(int(line.value or 0))
    return days(line.value) if measure == "days_to_decision" else number(line.value)


def days(value: Value | None) -> str:
    """In a sentence."""
    return number(value) if value is None else ngettext("%(n)s日", "%(n)s日", _plural(value)) % {"n": value}


def unit(measure: Measure, value: Value | None) -> str:
    """What is counted, beside a figure; nothing beside a dash."""
    if value is None:
        return ""
    if measure == "paid_yen":
        return _("円")
    n = _plural(value)
    return npgettext("unit", "日", "日", n) if measure == "days_to_decision" else npgettext("unit", "件", "件", n)


def _plural(value: Value) -> int:
    """A median has a decimal, so only exactly one is singular."""
    return 1 if value == 1 else 2


def key_figures(found: Statistics, *, source: str = "") -> list[Figure]:
    """The four figures of a procedure, each with its date and source."""
    labels: dict[Measure, str] = {
        "applications": _("届いた申請"),
        "approved": _("支給決定"),
        "paid_yen": _("振り込んだ金額"),
        "days_to_decision": _("申請から決定まで（中央値）"),
    }
    return [
        _figure(label, found.whole[measure], measure, found.as_of if source else None, source)
        for measure, label in labels.items()
    ]


def _figure(label: str, line: Line, measure: Measure, as_of: datetime | None, source: str) -> Figure:
    if line.hidden:
        return Figure(label=label, value=_("10未満"), as_of=as_of, source=source)
    shown = number(line.value)
    return Figure(label=label, value=shown, unit=unit(measure, line.value), as_of=as_of, source=source)


def publisher() -> tuple[str, str]:
    """Who publishes, in Japanese and in English."""
    found = organisations.prefecture()
    return found.name, found.name_en
