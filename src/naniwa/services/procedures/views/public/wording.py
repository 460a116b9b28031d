"""How figures are written: with their unit in sentences, without it in tables, and in words where they are hidden."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, npgettext

from naniwa.design.dates import amount
from naniwa.design.parts import Figure
from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.models import in_readers_language
from naniwa.library.open_data import DAYS, YEN, Column, Group, Line, Measure, Value
from naniwa.library.suppression import LEAST
from naniwa.services.procedures.queries.statistics import Statistics

HIDDEN = "x"
GROUPED = {
    "municipality": gettext_lazy("市町村"),
    "state": gettext_lazy("状態"),
    "week": gettext_lazy("週（月曜日から）"),
    "day": gettext_lazy("届いた日"),
    "deficiency": gettext_lazy("不備の項目"),
    "stage": gettext_lazy("段階"),
}


def name(group: Group | Column) -> str:
    """In the language of the page."""
    return in_readers_language(group.ja, group.en)


def number(value: Value | None) -> str:
    """Thousands grouped; a dash where there is nothing to measure."""
    return "—" if value is None else f"{value:,}"


def cells(line: Line) -> list[str]:
    """The figures of a line as a table shows them."""
    return [HIDDEN if line.hidden and value is None else number(value) for value in line.figures]


def value(measure: Measure, figure: Value | None) -> str:
    """A figure with its unit; what is hidden is fewer than five, or too few to tell."""
    if figure is None:
        return "—" if measure in DAYS else _("%(n)s件未満") % {"n": LEAST}
    if measure in YEN:
        return amount(int(figure))
    if measure == "deficiency_rate":
        return f"{figure}%"
    return days(figure) if measure in DAYS else number(figure)


def days(value: Value | None) -> str:
    """In a sentence."""
    return number(value) if value is None else ngettext("%(n)s日", "%(n)s日", _plural(value)) % {"n": value}


def unit(measure: Measure, value: Value | None) -> str:
    """What is counted, beside a figure; nothing beside a dash."""
    if value is None:
        return ""
    if measure in YEN:
        return _("円")
    n = _plural(value)
    return npgettext("unit", "日", "日", n) if measure in DAYS else npgettext("unit", "件", "件", n)


def _plural(value: Value) -> int:
    """A median has a decimal, so only exactly one is singular."""
    return 1 if value == 1 else 2


def key_figures(found: Statistics, *, source: str = "") -> list[Figure]:
    """The figures of a procedure, each with its date and source; of money only where it pays or claims back any."""
    pays = found.procedure.pays
    labels: Mapping[Measure, str] = {
        "applications": _("届いた申請"),
        "approved": _("支給決定") if pays else _("認めた申請"),
        "paid_yen": _("振り込んだ金額"),
        "reclaimed_yen": _("うち返還を求めた金額"),
        "days_to_decision": _("申請から決定まで（中央値）"),
    }
    return [
        _figure(label, found.whole[measure], measure, found.as_of if source else None, source)
        for measure, label in labels.items()
        if (measure not in YEN or pays) and (measure != "reclaimed_yen" or any(found.whole[measure].figures))
    ]


def _figure(label: str, line: Line, measure: Measure, as_of: datetime | None, source: str) -> Figure:
    [figure] = line.figures
    if line.hidden and measure not in DAYS:
        return Figure(label=label, value=_("%(n)s件未満") % {"n": LEAST}, as_of=as_of, source=source)
    return Figure(label=label, value=number(figure), unit=unit(measure, figure), as_of=as_of, source=source)


def publisher() -> tuple[str, str]:
    """Who publishes, in Japanese and in English."""
    found = organisations.prefecture()
    return found.name, found.name_en
