"""Pictures of tables: a map of municipalities, columns over days and weeks, pairs for stages, bars for the rest."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from naniwa.design.charts import Chart, Series, drawing
from naniwa.design.dates import short_date
from naniwa.design.maps import Area, AreaMap, Key, ranges, shade
from naniwa.library.open_data import Line, Table
from naniwa.library.suppression import LEAST
from naniwa.services.procedures.queries.outlines import CREDIT, municipalities
from naniwa.services.procedures.queries.statistics import Told
from naniwa.services.procedures.views.public import wording

MOST = 12
"""Bars that are taken in at a glance; the table has them all."""
FEW = 6
"""Days or weeks that are better told as bars than as columns."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `width` in per cent of the longest, as SVG takes it."""

    label: str
    value: str
    width: str


@dataclass(frozen=True, slots=True)
class Bars:
    """The longest first, but days and weeks in their order; `left_out` more stand in the table."""

    bars: tuple[Bar, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Picture:
    """One of them, or none where there is nothing to draw."""

    area_map: AreaMap | None = None
    columns: SafeString | None = None
    legend: tuple[str, ...] = ()
    bars: Bars | None = None


def picture(told: Told) -> Picture:
    """Whatever tells this table best."""
    by, table = told.subject.by, told.table
    if not any(table.drawn(line) for line in table.lines):
        return Picture()
    if (told.subject.measure, by) == ("applications", "municipality"):
        found = _map(told)
        return Picture(area_map=found) if found.areas else Picture(bars=_bars(told))
    if by == "stage":
        return Picture(columns=_pairs(told), legend=tuple(wording.name(column) for column in table.columns))
    if by in {"day", "week"} and len(table.lines) > FEW:
        return Picture(columns=_columns(told))
    return Picture(bars=_bars(told))


def _bars(told: Told) -> Bars:
    table = told.table
    lines = [line for line in table.lines if table.drawn(line)]
    longest = max(table.drawn(line) or 0 for line in lines)
    if told.subject.by not in {"day", "week"}:
        lines.sort(key=lambda line: -(table.drawn(line) or 0))
    return Bars(tuple(_bar(line, longest, table) for line in lines[:MOST]), len(lines[MOST:]))


def _bar(line: Line, longest: float, table: Table) -> Bar:
    drawn = table.drawn(line)
    return Bar(wording.name(line.group), wording.value(table.measure, drawn), f"{100 * (drawn or 0) / longest:.2f}%")


def _columns(told: Told) -> SafeString:
    """From left to right; a hidden count is a gap, as is none."""
    table, title = told.table, _title(told)
    return drawing(
        Chart(
            id=f"picture-{told.subject.key}",
            title=title,
            description=_described(told),
            labels=[_day(line) for line in table.lines],
            series=[Series(label=title, values=[table.drawn(line) for line in table.lines])],
        )
    )


def _pairs(told: Told) -> SafeString:
    """Median in blue and 90th percentile in grey, side by side."""
    table = told.table
    return drawing(
        Chart(
            id=f"picture-{told.subject.key}",
            title=_title(told),
            description=_described(told),
            labels=[wording.name(line.group) for line in table.lines],
            series=[
                Series(label=wording.name(column), values=[line.figures[at] for line in table.lines])
                for at, column in enumerate(table.columns)
            ],
        )
    )


def _map(told: Told) -> AreaMap:
    table = told.table
    known = municipalities()
    found = ranges([table.drawn(line) or 0 for line in table.lines if line.group.code in known.paths])
    return AreaMap(
        id=f"picture-{told.subject.key}",
        title=_title(told),
        description=_described(told),
        outlines=known,
        areas=[
            Area(
                code=line.group.code,
                name=wording.name(line.group),
                value=_cases(line, table),
                shade=shade(table.drawn(line) or 0, found),
            )
            for line in table.lines
            if line.group.code in known.paths
        ],
        legend=_legend(found, hides=table.step_yen > 1),
        source=CREDIT,
    )


def _cases(line: Line, table: Table) -> str:
    drawn = table.drawn(line)
    return wording.value(table.measure, drawn) + (wording.unit(table.measure, drawn) if drawn is not None else "")


def _legend(found: list[tuple[float, float]], *, hides: bool) -> list[Key]:
    """The darkest first."""
    keys = [Key(shade=shade(low, found), label=_range(low, high)) for low, high in reversed(found)]
    lowest = _("%(n)s件未満") % {"n": LEAST} if hides else _("0件")
    return [*keys, Key(shade=1, label=lowest)]


def _range(low: float, high: float) -> str:
    if low == high:
        return f"{wording.number(low)}{wording.unit('applications', low)}"
    return _("%(low)s〜%(high)s件") % {"low": f"{low:,}", "high": f"{high:,}"}


def _title(told: Told) -> str:
    return told.subject.name.in_language(get_language() or "ja")


def _described(told: Told) -> str:
    """The highest, and where all are."""
    table = told.table
    line = max(table.lines, key=lambda one: table.drawn(one) or 0)
    highest = wording.value(table.measure, table.drawn(line))
    return _("いちばん多いのは%(name)s（%(value)s）です。同じ数字が下の表にあります。") % {
        "name": wording.name(line.group),
        "value": highest,
    }


def _day(line: Line) -> str:
    return short_date(date.fromisoformat(line.group.code)).partition("（")[0]
