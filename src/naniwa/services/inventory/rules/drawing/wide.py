"""The drawing for a wide screen and for paper: lanes as rows, time from left to right, long flows in bands."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from naniwa.services.inventory.rules.drawing.draft import BOX, Draft, drafted
from naniwa.services.inventory.rules.drawing.grid import ranks
from naniwa.services.inventory.rules.drawing.heights import Heights, heights_of
from naniwa.services.inventory.rules.drawing.picture import MARGIN, NAME, PAD, SMALL, TRACK, Arrow, Box, Picture, Strip
from naniwa.services.inventory.rules.drawing.routes import Route, Upright, tracks
from naniwa.services.inventory.rules.drawing.svg import Point
from naniwa.services.inventory.rules.drawing.text import width, wrapped
from naniwa.services.inventory.rules.flow import Flow

PAGE = 1200
"""No wider than this unless two columns alone are."""
MOST_COLUMNS = 6
LABEL = 108
"""Width of the column with the names of lanes."""
GUTTER = 26
"""Least width between columns, with room for the head of an arrow."""
NUDGE = 10


def picture(flow: Flow, language: str) -> Picture:
    """As many columns as the page holds."""
    drawn = [_picture(flow, language, most) for most in range(2, MOST_COLUMNS + 1)]
    fitting = [one for one in drawn if one.wide <= PAGE]
    return fitting[-1] if fitting else drawn[0]


def _picture(flow: Flow, language: str, most: int) -> Picture:
    draft = drafted(flow, language, min(most, max(ranks(flow).values()) + 1))
    heights = heights_of(draft)
    starts, uprights, given = _standing(draft, heights)
    columns, gutters = _widths(draft, uprights, given)
    boxes = {code: _box(draft, heights, columns, code) for code in draft.placed}
    right = columns[-1] + BOX + gutters[draft.columns - 1]
    stands = {(one.route, one.gutter): _track_x(columns, gutters, one, given) for one in uprights}
    return Picture(
        wide=right + MARGIN,
        high=heights.bottom + MARGIN,
        strips=tuple(_strips(draft, heights, right)),
        boxes=tuple(boxes.values()),
        arrows=tuple(
            _arrow(
                draft, heights, boxes, (number, start), [x for (route, _gutter), x in stands.items() if route == number]
            )
            for number, start in enumerate(starts)
        ),
    )


def _standing(draft: Draft, heights: Heights) -> tuple[list[float], list[Upright], dict[tuple[int, int], int]]:
    """Where each route leaves its box, all uprights, and the track of each by route and gutter.

    An arrow that would lie on another leaves a little lower.
    """
    starts = [heights.middle(route.source) + port for route, port in zip(draft.routes, draft.ports, strict=True)]
    nudged: set[int] = set()
    while True:
        uprights = [one for number, start in enumerate(starts) for one in _uprights(draft, heights, number, start)]
        given, stuck = _tracks(uprights)
        fresh = [route for route in stuck if route not in nudged]
        if not fresh:
            return starts, uprights, given
        nudged.add(fresh[0])
        starts[fresh[0]] += NUDGE


def _tracks(uprights: Sequence[Upright]) -> tuple[dict[tuple[int, int], int], list[int]]:
    given: dict[tuple[int, int], int] = {}
    stuck: list[int] = []
    for gutter in sorted({one.gutter for one in uprights}):
        here = [one for one in uprights if one.gutter == gutter]
        found, waiting = tracks(here)
        given |= {(one.route, gutter): track for one, track in zip(here, found, strict=True)}
        stuck += waiting
    return given, stuck


def _uprights(draft: Draft, heights: Heights, number: int, start: float) -> Iterator[Upright]:
    route = draft.routes[number]
    end = heights.middle(route.target)
    if len(route.gutters) == 1:
        yield _upright(number, route, route.gutters[0], (start, end), left=start, right=end)
    elif route.gutters:
        level = heights.channels[number]
        yield _upright(number, route, route.gutters[0], (start, level), left=start)
        yield _upright(number, route, route.gutters[1], (level, end), right=end)


def _upright(
    number: int, route: Route, gutter: int, ends: Point, *, left: float | None = None, right: float | None = None
) -> Upright:
    return Upright(
        number, gutter, route.edge.target, min(ends), max(ends), left=left, right=right, falls=ends[0] < ends[1]
    )


def _widths(
    draft: Draft, uprights: Sequence[Upright], given: Mapping[tuple[int, int], int]
) -> tuple[list[float], dict[int, float]]:
    """The left side of each column, and the width of each gutter."""
    used: defaultdict[int, int] = defaultdict(int)
    for one in uprights:
        used[one.gutter] = max(used[one.gutter], given[one.route, one.gutter] + 1)
    gutters = {
        gutter: _words_wide(draft, gutter) + (used[gutter] * TRACK if used[gutter] else 0) + GUTTER
        for gutter in range(-1, draft.columns)
    }
    columns = [MARGIN + LABEL + gutters[-1]]
    for gutter in range(draft.columns - 1):
        columns.append(columns[-1] + BOX + gutters[gutter])
    return columns, gutters


def _words_wide(draft: Draft, gutter: int) -> float:
    """Room for the words of conditions beside the boxes that they leave, before the first track."""
    found = [
        width(line, SMALL)
        for route, label in zip(draft.routes, draft.labels, strict=True)
        if route.source.column == gutter
        for line in label
    ]
    return max(found, default=0) and max(found) + 8


def _track_x(
    columns: Sequence[float], gutters: Mapping[int, float], one: Upright, given: Mapping[tuple[int, int], int]
) -> float:
    """Tracks stand at the right of a gutter, with room for the heads of arrows."""
    count = max(track for (_route, gutter), track in given.items() if gutter == one.gutter) + 1
    start = columns[one.gutter] + BOX if one.gutter >= 0 else MARGIN + LABEL
    end = start + gutters[one.gutter]
    return end - GUTTER + 4 - (count - given[one.route, one.gutter] - 0.5) * TRACK


def _box(draft: Draft, heights: Heights, columns: Sequence[float], code: str) -> Box:
    spot = draft.placed[code]
    top, tall = heights.rows[spot.row]
    return Box(card=draft.cards[code], x=columns[spot.column], y=top, wide=BOX, high=tall)


def _strips(draft: Draft, heights: Heights, right: float) -> Iterator[Strip]:
    for (_band, lane), (top, tall) in heights.lanes.items():
        name = wrapped(draft.flow.lanes[lane].name.said(draft.language), LABEL - 2 * PAD, NAME)
        yield Strip(name=name, x=MARGIN, y=top, wide=right - MARGIN, high=tall, label_wide=LABEL, label_high=tall)


def _arrow(
    draft: Draft, heights: Heights, boxes: Mapping[str, Box], begun: tuple[int, float], xs: Sequence[float]
) -> Arrow:
    """`begun` is the number of the route and the height at which it leaves; it turns at each of `xs`."""
    number, start = begun
    route = draft.routes[number]
    source, target = boxes[route.edge.source], boxes[route.edge.target]
    levels = [start, *([heights.channels[number]] if route.channel else []), target.middle]
    turns = [(x, y) for x, pair in zip(xs, pairwise(levels), strict=False) for y in pair]
    right = source.x + source.wide
    return Arrow(
        edge=route.edge,
        points=((right, start), *turns, (target.x, target.middle)),
        label=draft.labels[number],
        label_at=(right + 5, start - 6),
    )
