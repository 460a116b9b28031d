"""Pictures of published tables: columns over the weeks, bars for everything else."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from naniwa.design.charts import Chart, Series, drawing
from naniwa.design.dates import short_date
from naniwa.library.open_data import Line
from naniwa.services.procedures.queries.statistics import Published
from naniwa.services.procedures.views.public import wording

MOST = 12
"""Bars that are taken in at a glance; the table has them all."""
FEW = 6
"""Weeks that are better told as bars than as columns."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `width` in per cent of the longest, as SVG takes it."""

    label: str
    value: str
    width: str


@dataclass(frozen=True, slots=True)
class Bars:
    """The longest first, but weeks in their order; `left_out` more stand in the table."""

    bars: tuple[Bar, ...]
    left_out: int


def weekly(published: Published) -> bool:
    """Whether there are weeks enough for columns."""
    return published.statistic.by == "week" and len(published.table.lines) > FEW


def bars(published: Published) -> Bars | None:
    """None where there is nothing to draw, or where columns tell it better."""
    lines = [line for line in published.table.lines if line.value]
    if weekly(published) or not lines:
        return None
    longest = max(line.value or 0 for line in lines)
    if published.statistic.by != "week":
        lines.sort(key=lambda line: -(line.value or 0))
    return Bars(tuple(_bar(line, longest, published) for line in lines[:MOST]), len(lines[MOST:]))


def _bar(line: Line, longest: float, published: Published) -> Bar:
    width = f"{100 * (line.value or 0) / longest:.2f}%"
    return Bar(wording.name(line.group), wording.value(line, published.statistic.measure), width)


def columns(published: Published) -> SafeString | None:
    """Weeks from left to right; a hidden week is a gap. None where bars tell it better."""
    statistic, lines = published.statistic, published.table.lines
    if not weekly(published) or not any(line.value for line in lines):
        return None
    title = statistic.name.in_language(get_language() or "ja")
    return drawing(
        Chart(
            id=f"picture-{statistic.key}",
            title=title,
            description=_("同じ数字が下の表にあります。"),
            labels=[_monday(line) for line in lines],
            series=[Series(label=title, values=[line.value for line in lines])],
        )
    )


def _monday(line: Line) -> str:
    return short_date(date.fromisoformat(line.group.code)).partition("（")[0]
