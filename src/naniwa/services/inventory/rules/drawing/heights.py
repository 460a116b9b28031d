"""How high everything in a wide drawing lies: bands, lanes, rows, and the channels for arrows above them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from naniwa.services.inventory.rules.drawing.draft import Draft
from naniwa.services.inventory.rules.drawing.grid import Row, Spot
from naniwa.services.inventory.rules.drawing.picture import MARGIN, SMALL_LEADING, TRACK
from naniwa.services.inventory.rules.drawing.routes import Channel, Route

LANE_PAD = 20
ROW_GAP = 24
BAND_GAP = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Heights:
    """Where rows, lanes and channels lie."""

    rows: Mapping[Row, tuple[float, float]]
    """Top and height."""
    lanes: Mapping[tuple[int, int], tuple[float, float]]
    channels: Mapping[int, float]
    """By the number of the route that goes along it."""
    bottom: float

    def middle(self, spot: Spot) -> float:
        """Of the row in which a step stands."""
        top, tall = self.rows[spot.row]
        return top + tall / 2


def heights_of(draft: Draft) -> Heights:
    order = _channel_tracks(draft)
    deep = {channel: max(given.values()) + 1 for channel, given in order.items()}
    tall = _row_heights(draft)
    rows: dict[Row, tuple[float, float]] = {}
    lanes: dict[tuple[int, int], tuple[float, float]] = {}
    tops: dict[Channel, float] = {}
    y = float(MARGIN)
    for band, lane in sorted({row[:2] for row in tall}):
        if not any(key[0] == band for key in lanes):
            tops[band, -1] = y + BAND_GAP / 2
            y += (BAND_GAP + TRACK * deep.get((band, -1), 0)) if band else 0
        tops[band, lane] = top = y
        y += LANE_PAD + TRACK * deep.get((band, lane), 0)
        for row in sorted(one for one in tall if one[:2] == (band, lane)):
            rows[row] = (y, tall[row])
            y += tall[row] + ROW_GAP
        y += LANE_PAD - ROW_GAP
        lanes[band, lane] = (top, y - top)
    channels = {
        number: tops[channel] + TRACK * (track + 1)
        for channel, given in order.items()
        for number, track in given.items()
    }
    return Heights(rows=rows, lanes=lanes, channels=channels, bottom=y)


def _row_heights(draft: Draft) -> dict[Row, float]:
    """As high as the highest box, which reaches beyond the words of its conditions."""
    tall: defaultdict[Row, float] = defaultdict(float)
    for code, spot in draft.placed.items():
        reach = [
            abs(port) + len(label) * SMALL_LEADING + 8
            for route, label, port in zip(draft.routes, draft.labels, draft.ports, strict=True)
            if route.edge.source == code and label
        ]
        tall[spot.row] = max(tall[spot.row], draft.cards[code].height, 2 * max(reach, default=0))
    return dict(tall)


def _channel_tracks(draft: Draft) -> dict[Channel, dict[int, int]]:
    """For each channel its routes with a track each, from the top; two share one where they cannot be mistaken."""
    found: defaultdict[Channel, dict[int, int]] = defaultdict(dict)
    for number, route in enumerate(draft.routes):
        if route.channel is None:
            continue
        given = found[route.channel]
        busy = {given[other] for other in given if _meet(draft.routes[other], route)}
        given[number] = next(track for track in range(len(given) + 1) if track not in busy)
    return dict(found)


def _meet(one: Route, other: Route) -> bool:
    if one.edge.target == other.edge.target:
        return False
    return max(min(one.gutters), min(other.gutters)) <= min(max(one.gutters), max(other.gutters))
