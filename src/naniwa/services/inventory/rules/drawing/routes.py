"""The way of each arrow in the wide drawing: gutters between columns and channels above lanes, never a box."""

from collections.abc import Mapping
from dataclasses import dataclass

from naniwa.services.inventory.rules.drawing.grid import Row, Spot
from naniwa.services.inventory.rules.flow import Edge, Flow

type Channel = tuple[int, int]
"""Above a lane of a band; lane -1 is the space above the whole band."""


@dataclass(frozen=True, slots=True)
class Route:
    """Gutters are numbered by the column on their left, from -1. Without a gutter the arrow is straight.

    With one gutter it bends there from the row of its source to that of its target; with a channel it leaves by the
    first gutter, goes along the channel, and comes in by the second.
    """

    edge: Edge
    source: Spot
    target: Spot
    gutters: tuple[int, ...] = ()
    channel: Channel | None = None

    @property
    def slope(self) -> int:
        """-1 where it leaves upwards, 1 downwards, 0 straight on."""
        if not self.gutters:
            return 0
        if self.channel:
            return 1 if self.channel > (self.source.band, self.source.lane) else -1
        return (self.target.row > self.source.row) - (self.target.row < self.source.row)


def routes(flow: Flow, placed: Mapping[str, Spot]) -> tuple[Route, ...]:
    """One for each edge, in the order of the edges."""
    taken: dict[tuple[Row, int], str] = {(spot.row, spot.column): code for code, spot in placed.items()}
    return tuple(_route(edge, placed[edge.source], placed[edge.target], taken) for edge in flow.edges)


def _route(edge: Edge, source: Spot, target: Spot, taken: dict[tuple[Row, int], str]) -> Route:
    near, far = source.column, target.column - 1
    if target.column > source.column:
        between = range(source.column + 1, target.column)
        if source.row == target.row and _take(edge, source.row, between, taken):
            return Route(edge, source, target)
        if source.row != target.row and (source.band == target.band or not between):
            if _take(edge, target.row, between, taken):
                return Route(edge, source, target, (near,))
            if _take(edge, source.row, between, taken):
                return Route(edge, source, target, (far,))
    if source.band == target.band:
        channel = (source.band, max(source.lane, target.lane))
    else:
        channel = (max(source.band, target.band), -1)
    return Route(edge, source, target, (near, far), channel)


def _take(edge: Edge, row: Row, columns: range, taken: dict[tuple[Row, int], str]) -> bool:
    """Go along a row where nothing stands; lines to the same target may share it."""
    mine = f"to {edge.target}"
    if any(taken.get((row, column), mine) != mine for column in columns):
        return False
    taken.update({(row, column): mine for column in columns})
    return True


@dataclass(frozen=True, slots=True)
class Upright:
    """The part of an arrow that stands in a gutter, from `top` to `bottom`.

    `left` and `right` are heights at which it is joined to a box or row on that side.
    """

    route: int
    gutter: int
    target: str
    top: float
    bottom: float
    left: float | None
    right: float | None
    falls: bool


CLOSE = 8
"""Heights nearer than this count as the same."""


def tracks(uprights: list[Upright]) -> tuple[list[int], list[int]]:
    """A track for each upright of one gutter, from the left; and the routes that still lie on another, to be nudged.

    Where one comes from the left at the height at which another goes to the right, it must stand left of it.
    """
    order, stuck = _sorted(uprights)
    given: dict[int, int] = {}
    for one in order:
        after = [given[other] + 1 for other in given if _left_of(uprights[other], uprights[one])]
        track = max(after, default=0)
        while any(given[other] == track and _in_the_way(uprights[other], uprights[one]) for other in given):
            track += 1
        given[one] = track
    return [given[one] for one in range(len(uprights))], stuck


def _sorted(uprights: list[Upright]) -> tuple[list[int], list[int]]:
    left = sorted(range(len(uprights)), key=lambda one: (_turn(uprights[one]), one))
    order: list[int] = []
    stuck: list[int] = []
    while left:
        free = next((one for one in left if not any(_left_of(uprights[two], uprights[one]) for two in left)), None)
        if free is None:
            stuck.append(uprights[left[0]].route)
        order.append(left[0] if free is None else free)
        left.remove(order[-1])
    return order, stuck


def _turn(upright: Upright) -> float:
    """The lower of two that fall stands further left, and the upper of two that rise: so they cross nothing."""
    return -upright.top if upright.falls else upright.bottom


def _left_of(one: Upright, other: Upright) -> bool:
    if one.route == other.route or one.left is None or other.right is None:
        return False
    return abs(one.left - other.right) < CLOSE


def _in_the_way(one: Upright, other: Upright) -> bool:
    apart = one.bottom + CLOSE <= other.top or other.bottom + CLOSE <= one.top
    return not apart and one.target != other.target
