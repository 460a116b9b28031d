"""Maps of areas in five shades, drawn as SVG on the server: no tiles, no scripts, readable in print and in grey."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH = 600
MARGIN = 8
SHADES = 5
type Ring = Sequence[Sequence[float]]
type Polygons = Sequence[Sequence[Ring]]
"""The coordinates of a GeoJSON MultiPolygon."""


@dataclass(frozen=True, slots=True)
class Outlines:
    """A path for each area by its code, all in one picture of this height and `WIDTH`."""

    height: int
    paths: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One area with its words; `shade` 1 is the lightest of five, 0 an area without a figure."""

    code: str
    name: str
    value: str
    shade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One line of the legend."""

    shade: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaMap:
    """What to draw; the table with the same figures stands beside it."""

    id: str
    title: str
    description: str
    outlines: Outlines
    areas: Sequence[Area]
    legend: Sequence[Key]
    source: str = ""


def outlines(areas: Mapping[str, Polygons]) -> Outlines:
    """From polygons in degrees of longitude and latitude (GeoJSON), to whole units of the picture."""
    points = [(x, y) for polygons in areas.values() for rings in polygons for ring in rings for x, y, *_ in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    across = (WIDTH - 2 * MARGIN) / (east - west)
    up = across / cos(radians((south + north) / 2))

    def placed(point: Sequence[float]) -> tuple[int, int]:
        return round(MARGIN + (point[0] - west) * across), round(MARGIN + (north - point[1]) * up)

    paths = {
        code: "".join(_path([placed(point) for point in ring]) for rings in polygons for ring in rings)
        for code, polygons in areas.items()
    }
    return Outlines(height=round(2 * MARGIN + (north - south) * up), paths=paths)


def outlines_of(geojson: str, *, code: str) -> Outlines:
    """From a GeoJSON FeatureCollection of Polygons and MultiPolygons; `code` names the property with an area's code."""
    features = json.loads(geojson)["features"]
    return outlines({one["properties"][code]: _polygons(one["geometry"]) for one in features})


def _polygons(geometry: dict[str, Any]) -> Polygons:
    found: Polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return found


def _path(ring: Sequence[tuple[int, int]]) -> str:
    """The first point, then steps from each to the next."""
    steps = [(x - before_x, y - before_y) for (before_x, before_y), (x, y) in pairwise(ring)]
    walked = "".join(f"l{x} {y}" for x, y in steps if (x, y) != (0, 0))
    return f"M{ring[0][0]} {ring[0][1]}{walked}z"


def ranges(values: Sequence[float]) -> list[tuple[float, float]]:
    """At most four ranges of about as many different values each, from the lowest above nought to the highest.

    Each is (lowest, highest) of values that are there; they are the shades 2 to 5.
    """
    known = sorted({value for value in values if value > 0})
    starts = sorted({known[len(known) * part // (SHADES - 1)] for part in range(SHADES - 1)}) if known else []
    ends = [max(value for value in known if value < start) for start in starts[1:]] + known[-1:]
    return list(zip(starts, ends, strict=True))


def shade(value: float, found: Sequence[tuple[float, float]]) -> int:
    """1 below all ranges; the highest range is 5."""
    return 1 + sum(value >= low for low, _high in found) + (SHADES - 1 - len(found)) * (value > 0)


def area_map(drawn: AreaMap) -> SafeString:
    """Each area tells its name and figure when it is pointed at or has the focus, and to a screen reader."""
    return format_html(
        '<svg class="nw-map__picture" viewBox="0 0 {} {}" role="group" aria-labelledby="{id}-title {id}-desc">'
        '<title id="{id}-title">{}</title><desc id="{id}-desc">{}</desc>{}</svg>',
        WIDTH,
        drawn.outlines.height,
        drawn.title,
        drawn.description,
        format_html_join(
            "", _AREA, (_area(one, drawn.outlines) for one in drawn.areas if one.code in drawn.outlines.paths)
        ),
        id=drawn.id,
    )


_AREA = (
    '<g class="nw-map__area" role="img" tabindex="0" aria-label="{name}: {value}"><title>{name} {value}</title>'
    '<path class="nw-map__shape nw-map__shape--{shade}" d="{path}"/>'
    '<text class="nw-map__name" x="8" y="36" aria-hidden="true">{name}</text>'
    '<text class="nw-map__value" x="8" y="72" aria-hidden="true">{value}</text></g>'
)


def _area(area: Area, known: Outlines) -> dict[str, object]:
    return {"name": area.name, "value": area.value, "shade": area.shade, "path": known.paths[area.code]}
