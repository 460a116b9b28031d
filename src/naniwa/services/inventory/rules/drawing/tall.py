"""The drawing for a phone: steps below one another, a strip wherever the lane changes, jumps along the right edge."""

from collections.abc import Sequence
from itertools import groupby

from naniwa.services.inventory.rules.drawing.picture import (
    MARGIN,
    NAME,
    NAME_LEADING,
    PAD,
    TRACK,
    Arrow,
    Box,
    Picture,
    Strip,
    card,
)
from naniwa.services.inventory.rules.drawing.svg import Point
from naniwa.services.inventory.rules.drawing.text import wrapped
from naniwa.services.inventory.rules.flow import Edge, Flow

PAGE = 360
NARROWEST = 200
"""Of a box; with very many jumps the whole grows instead."""
GAP = 28
"""Between boxes of one lane."""
LABEL = 36
"""Height of the name of a lane with one line."""
LEFT = 14
ARROW = 40
"""How far from the right of a box the arrow to the next one leaves, so that it passes beside the name of a lane."""


def picture(flow: Flow, language: str) -> Picture:
    jumps = [edge for edge in flow.edges if flow.numbers[edge.target] != flow.numbers[edge.source] + 1]
    tracks = _tracks(flow, jumps)
    edge_wide = TRACK * (max(tracks, default=-1) + 1) + (18 if jumps else LEFT)
    beside = 2 * MARGIN + LEFT + edge_wide
    wide = max(PAGE - beside, NARROWEST)
    boxes, strips, bottom = _stacked(flow, language, (wide, wide + beside))
    straight = [edge for edge in flow.edges if edge not in jumps]
    return Picture(
        wide=wide + beside,
        high=bottom + MARGIN,
        strips=tuple(strips),
        boxes=tuple(boxes.values()),
        arrows=(
            *(_down(boxes, edge) for edge in straight),
            *(_jump(boxes, edge, track, flow) for edge, track in zip(jumps, tracks, strict=True)),
        ),
    )


def _tracks(flow: Flow, jumps: Sequence[Edge]) -> list[int]:
    """The shortest jump stands nearest to the boxes; those that pass one another have a track each.

    Jumps to the same step may share one.
    """
    spans = [sorted((flow.numbers[edge.source], flow.numbers[edge.target])) for edge in jumps]
    given: dict[int, int] = {}
    for one in sorted(range(len(jumps)), key=lambda number: (spans[number][1] - spans[number][0], number)):
        busy = {
            given[other]
            for other in given
            if jumps[one].target != jumps[other].target
            and max(spans[one][0], spans[other][0]) <= min(spans[one][1], spans[other][1])
        }
        given[one] = next(track for track in range(len(jumps) + 1) if track not in busy)
    return [given[one] for one in range(len(jumps))]


def _stacked(flow: Flow, language: str, widths: tuple[int, int]) -> tuple[dict[str, Box], list[Strip], float]:
    """`widths` are those of a box and of the whole."""
    wide, whole = widths
    boxes: dict[str, Box] = {}
    strips: list[Strip] = []
    y = float(MARGIN)
    for _lane, group in groupby(flow.order, key=lambda code: flow.by_code[code].lane):
        codes = list(group)
        name = wrapped(flow.lane_of[codes[0]].name.said(language), wide - ARROW - 2 * PAD, NAME)
        label = LABEL + (len(name) - 1) * NAME_LEADING
        top = y
        y += label + PAD
        for code in codes:
            drawn = card(flow, code, language, wide, _ways(flow, code, language))
            boxes[code] = Box(card=drawn, x=MARGIN + LEFT, y=y, wide=wide, high=drawn.height)
            y += drawn.height + GAP
        y += PAD + 4 - GAP
        full = whole - 2 * MARGIN
        strips.append(Strip(name=name, x=MARGIN, y=top, wide=full, high=y - top, label_wide=full, label_high=label))
    return boxes, strips, y


def _ways(flow: Flow, code: str, language: str) -> tuple[str, ...]:
    """Conditions stand in the box, each with the number of the step to which it leads."""
    return tuple(
        f"{edge.condition.said(language)} → {flow.numbers[edge.target]}"
        for edge in flow.leaving(code)
        if edge.condition
    )


def _down(boxes: dict[str, Box], edge: Edge) -> Arrow:
    source, target = boxes[edge.source], boxes[edge.target]
    x = source.x + source.wide - ARROW
    return Arrow(edge=edge, points=((x, source.y + source.high), (x, target.y)))


def _jump(boxes: dict[str, Box], edge: Edge, track: int, flow: Flow) -> Arrow:
    """Leaves below the middle and comes in above it, so that the two never lie on one another."""
    source, target = boxes[edge.source], boxes[edge.target]
    right = source.x + source.wide
    x = right + 16 + TRACK * track
    leaving = [one for one in flow.edges if one.source == edge.source]
    start = source.middle + min(8 + 6 * leaving.index(edge), source.high / 2 - 6)
    end = target.middle - 8
    points: tuple[Point, ...] = ((right, start), (x, start), (x, end), (right, end))
    return Arrow(edge=edge, points=points)
