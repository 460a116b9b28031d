"""What is known of a wide drawing before it has places: cards, routes, conditions and where arrows leave."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from naniwa.services.inventory.rules.drawing.grid import Spot, spots
from naniwa.services.inventory.rules.drawing.picture import SMALL, SMALL_LEADING, Card, card
from naniwa.services.inventory.rules.drawing.routes import Route, routes
from naniwa.services.inventory.rules.drawing.text import wrapped
from naniwa.services.inventory.rules.flow import Flow

BOX = 152
"""Width of a step."""
CONDITION = 76
"""Most width of a condition beside its arrow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Of one flow in one language."""

    flow: Flow
    language: str
    placed: Mapping[str, Spot]
    routes: tuple[Route, ...]
    cards: Mapping[str, Card]
    labels: tuple[tuple[str, ...], ...]
    """Lines of the condition of each route."""
    ports: tuple[float, ...]
    """How far below the middle of its source each route leaves."""
    columns: int


def drafted(flow: Flow, language: str, most: int) -> Draft:
    placed = spots(flow, most)
    found = routes(flow, placed)
    labels = tuple(
        wrapped(route.edge.condition.said(language), CONDITION, SMALL) if route.edge.condition else ()
        for route in found
    )
    return Draft(
        flow=flow,
        language=language,
        placed=placed,
        routes=found,
        cards={code: card(flow, code, language, BOX) for code in placed},
        labels=labels,
        ports=_ports(found, labels),
        columns=max(spot.column for spot in placed.values()) + 1,
    )


def _ports(found: Sequence[Route], labels: Sequence[tuple[str, ...]]) -> tuple[float, ...]:
    """Ways with conditions leave one below the other, far enough for their words; all others from the middle."""
    ports = [0.0] * len(found)
    leaving: defaultdict[str, list[int]] = defaultdict(list)
    for number, route in enumerate(found):
        if route.edge.condition:
            leaving[route.edge.source].append(number)
    for numbers in leaving.values():
        apart = max(len(labels[number]) for number in numbers) * SMALL_LEADING + 10
        numbers.sort(key=lambda number: (found[number].slope, found[number].target.row, number))
        straight = [place for place, number in enumerate(numbers) if found[number].slope == 0]
        middle = straight[0] if straight else (len(numbers) - 1) / 2
        for place, number in enumerate(numbers):
            ports[number] = (place - middle) * apart
    return tuple(ports)
