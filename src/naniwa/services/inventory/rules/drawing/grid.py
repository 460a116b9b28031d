"""Where each step stands in the wide drawing: its band, lane, row inside the lane, and column."""

from dataclasses import dataclass

from naniwa.services.inventory.rules.flow import Flow

type Row = tuple[int, int, int]
"""Band, lane and row inside the lane, each from nought; rows stand below one another in this order."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A long flow is cut into bands, as a text into lines; columns have the same places in each."""

    row: Row
    column: int

    @property
    def band(self) -> int:
        return self.row[0]

    @property
    def lane(self) -> int:
        return self.row[1]


def ranks(flow: Flow) -> dict[str, int]:
    """The longest way from the first step to each, in steps."""
    found = dict.fromkeys(flow.order, 0)
    for code in flow.order:
        for edge in flow.leaving(code):
            if (code, edge.target) not in flow.returns:
                found[edge.target] = max(found[edge.target], found[code] + 1)
    return found


def spots(flow: Flow, most: int) -> dict[str, Spot]:
    """At most `most` columns; bands are of even length."""
    ranked = ranks(flow)
    length = max(ranked.values()) + 1
    bands = -(-length // most)
    columns = -(-length // bands)
    lanes = {lane.code: number for number, lane in enumerate(flow.lanes)}
    placed: dict[str, Spot] = {}
    for code in flow.order:
        band, column = divmod(ranked[code], columns)
        lane = lanes[flow.by_code[code].lane]
        placed[code] = Spot((band, lane, _free_row(flow, code, (band, lane), column, placed)), column)
    return placed


def _free_row(flow: Flow, code: str, lane: tuple[int, int], column: int, placed: dict[str, Spot]) -> int:
    """The row of a step that leads here, if free, so that lines stay straight; else the first free one."""
    taken = {spot.row[2] for spot in placed.values() if spot.row[:2] == lane and spot.column == column}
    before = [placed[edge.source].row for edge in flow.forward if edge.target == code and edge.source in placed]
    wanted = [row[2] for row in before if row[:2] == lane]
    rows: list[int] = [*wanted, *range(len(placed) + 1)]
    return next(row for row in rows if row not in taken)
