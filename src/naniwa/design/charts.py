"""Bar and line charts drawn as SVG on the server, readable in print, in grey and by a screen reader."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import ceil, floor, log10
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 720, 320
LEFT, RIGHT, TOP, BOTTOM = 64, 72, 36, 40
GRID_LINES = 4
FEW = 6
LABEL = 17
"""Height of a label at the end of a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One row of values; None is a gap."""

    label: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A point at which a rule changed."""

    index: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A line across the chart, such as what a plan provides for."""

    value: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What to draw; the first series is blue, the others are grey for comparison. Always starts at zero.

    `kind` is "bar", "line", or "mixed": bars of the first series with lines of the others over them. Of the series only
    the first `drawn` are drawn; the others stand in the table, and are shown by `levels`.
    """

    title: str
    description: str
    labels: Sequence[str]
    series: Sequence[Series]
    kind: str = "bar"
    axis: str = ""
    unit: str = ""
    base: float = 0
    """Where the axis of a line begins that would be flat from zero, such as a temperature."""
    source: str = ""
    marks: Sequence[Mark] = ()
    levels: Sequence[Level] = ()
    drawn: int | None = None
    id: str = "chart"

    @property
    def pictured(self) -> Sequence[Series]:
        """The series that are drawn."""
        return self.series[: self.drawn]

    @property
    def lines(self) -> list[tuple[str, list[float | None]]]:
        """The same figures as rows of a table."""
        return [(label, [one.values[at] for one in self.series]) for at, label in enumerate(self.labels)]


class Scale(NamedTuple):
    """Turns values and positions into coordinates; `distance` is that of the grid lines."""

    top: float
    places: int
    distance: float
    base: float = 0

    def y(self, value: float) -> float:
        """Height of a value."""
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - (value - self.base) / (self.top - self.base)), 1)

    def x(self, index: float) -> float:
        """Middle of a position."""
        return round(LEFT + self.step * (index + 0.5), 1)

    @property
    def step(self) -> float:
        """Width of one position."""
        return (WIDTH - LEFT - RIGHT) / max(self.places, 1)


def drawing(chart: Chart) -> SafeString:
    """Draw the whole picture with title and description."""
    chart = replace(chart, series=chart.pictured)
    known = [value for value in chain.from_iterable(one.values for one in chart.series) if value is not None]
    known += [level.value for level in chart.levels]
    distance = grid_step(max(known, default=1))
    scale = Scale(distance * max(1, ceil(max(known, default=1) / distance)), len(chart.labels), distance)
    scale = _from_base(chart.base, max(known, default=1), scale) if chart.base else scale
    draw = {"bar": _bars, "mixed": _mixed}.get(chart.kind, _lines)
    return format_html(
        '<svg class="nw-chart__picture" viewBox="0 0 {} {}" role="img" aria-labelledby="{id}-title {id}-desc">'
        '<title id="{id}-title">{}</title><desc id="{id}-desc">{}</desc>{}{}{}{}{}</svg>',
        WIDTH,
        HEIGHT,
        chart.title,
        chart.description,
        _grid(scale, chart.unit),
        _labels(chart, scale),
        _levels(chart, scale),
        draw(chart, scale),
        _marks(chart, scale),
        id=chart.id,
    )


def _from_base(base: float, highest: float, scale: Scale) -> Scale:
    distance = grid_step(highest - base)
    return Scale(base + distance * max(1, ceil((highest - base) / distance)), scale.places, distance, base)


def grid_step(highest: float) -> float:
    """Distance of the grid lines: 1, 2, 2.5 or 5 times a power of ten, so that about four reach the highest value."""
    wanted = max(highest, 1) / GRID_LINES
    power = 10.0 ** floor(log10(wanted))
    return next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= wanted * 0.999)


def _grid(scale: Scale, unit: str) -> SafeString:
    steps = round((scale.top - scale.base) / scale.distance)
    ticks = [scale.base + scale.distance * order for order in range(steps + 1)]
    lines = format_html_join(
        "",
        '<line class="nw-chart__grid" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="nw-chart__tick" x="{}" y="{}">{}</text>',
        (
            (LEFT, WIDTH - RIGHT, scale.y(tick), scale.y(tick), LEFT - 8, scale.y(tick) + 4, plain(tick))
            for tick in ticks
        ),
    )
    return lines + format_html('<text class="nw-chart__tick" x="{}" y="16">{}</text>', LEFT - 8, unit)


def plain(value: float) -> str:
    """Group thousands; leave off a fraction of nought."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def _labels(chart: Chart, scale: Scale) -> SafeString:
    every = max(1, -(-len(chart.labels) // 8))
    shown = [(at, label) for at, label in enumerate(chart.labels) if at % every == 0]
    # A narrow screen has room for every other one.
    return format_html_join(
        "",
        '<text class="nw-chart__label{}" x="{}" y="{}">{}</text>',
        (
            (" nw-chart__label--more" if order % 2 else "", scale.x(at), HEIGHT - BOTTOM + 22, label)
            for order, (at, label) in enumerate(shown)
        ),
    )


def _bars(chart: Chart, scale: Scale) -> SafeString:
    wide = scale.step * 0.64 / len(chart.series)
    start = scale.step * 0.32
    return format_html_join(
        "",
        '<rect class="nw-chart__bar{}" x="{}" y="{}" width="{}" height="{}"/>{}',
        (
            (
                " nw-chart__bar--main" if not order else "",
                round(scale.x(at) - start + wide * order, 1),
                scale.y(value),
                round(wide - 1, 1),
                round(scale.y(0) - scale.y(value), 1),
                _value(chart, order, at, value, scale),
            )
            for order, one in enumerate(chart.series)
            for at, value in enumerate(one.values)
            if value is not None
        ),
    )


def _value(chart: Chart, order: int, at: int, value: float, scale: Scale) -> SafeString:
    last = at == len(chart.labels) - 1
    if order or not (last or len(chart.labels) <= FEW):
        return SafeString()
    middle = scale.x(at) - scale.step * 0.32 * (1 - 1 / len(chart.series))
    return format_html(
        '<text class="nw-chart__value" x="{}" y="{}">{}</text>', round(middle, 1), scale.y(value) - 6, plain(value)
    )


def _mixed(chart: Chart, scale: Scale) -> SafeString:
    bars = _bars(replace(chart, series=chart.series[:1]), scale)
    return bars + _lines(chart, scale, first=1)


def _lines(chart: Chart, scale: Scale, first: int = 0) -> SafeString:
    drawn = list(enumerate(chart.series))[first:]
    heights = _apart({order: scale.y(ends[1]) for order, one in drawn if (ends := _last(one))})
    return format_html_join(
        "",
        '<path class="nw-chart__line{}" d="{}"/>{}',
        (
            (
                " nw-chart__line--main" if not order else "",
                _path(one.values, scale),
                _end(one, order, scale, heights.get(order, 0)),
            )
            for order, one in reversed(drawn)
        ),
    )


def _apart(heights: dict[int, float]) -> dict[int, float]:
    """Labels at the ends of lines, as near to them as they can stand without lying over one another."""
    found: dict[int, float] = {}
    above = float(TOP) - LABEL
    for order, height in sorted(heights.items(), key=lambda one: one[1]):
        above = found[order] = round(max(height, above + LABEL), 1)
    return found


def _last(one: Series) -> tuple[int, float] | None:
    return next(((at, value) for at, value in reversed(list(enumerate(one.values))) if value is not None), None)


def _path(values: Sequence[float | None], scale: Scale) -> str:
    pieces, pen = [], "M"
    for at, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        pieces.append(f"{pen}{scale.x(at)} {scale.y(value)}")
        pen = "L"
    return "".join(pieces)


def _end(one: Series, order: int, scale: Scale, height: float) -> SafeString:
    known = _last(one)
    if known is None:
        return SafeString()
    at, value = known
    return format_html(
        '<circle class="nw-chart__dot{}" cx="{}" cy="{}" r="4"/><text class="nw-chart__end" x="{}" y="{}">{}</text>',
        "" if order else " nw-chart__dot--main",
        scale.x(at),
        scale.y(value),
        scale.x(at) + 9,
        round(height + 4, 1),
        plain(value),
    )


def _levels(chart: Chart, scale: Scale) -> SafeString:
    return format_html_join(
        "",
        '<line class="nw-chart__mark" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="nw-chart__marked" x="{}" y="{}">{}</text>',
        (
            (LEFT, WIDTH - RIGHT, scale.y(one.value), scale.y(one.value), LEFT + 6, scale.y(one.value) - 4, one.label)
            for one in chart.levels
        ),
    )


def _marks(chart: Chart, scale: Scale) -> SafeString:
    return format_html_join(
        "",
        '<line class="nw-chart__mark" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>'
        '<text class="nw-chart__marked" x="{3}" y="{4}">{5}</text>',
        (
            (scale.x(mark.index - 0.5), TOP, HEIGHT - BOTTOM, scale.x(mark.index - 0.5) + 6, TOP + 10, mark.label)
            for mark in chart.marks
        ),
    )
