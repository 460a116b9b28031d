"""The parts of a drawing with their places, before they become SVG."""

from dataclasses import dataclass

from naniwa.services.inventory.rules.drawing.svg import Point
from naniwa.services.inventory.rules.drawing.text import packed, wrapped
from naniwa.services.inventory.rules.flow import KINDS, Edge, Flow, Step
from naniwa.services.inventory.rules.in_words import efforts

PAD = 12
NAME, NAME_LEADING = 14, 20
SMALL, SMALL_LEADING = 12, 17
MARGIN = 2
TRACK = 14
"""Between arrows that run beside one another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a box says: number and kind, name, effort, and on a narrow drawing where its conditions lead."""

    step: Step
    head: str
    name: tuple[str, ...]
    small: tuple[str, ...]
    end: bool
    """The first step, or one after which nothing comes."""

    @property
    def height(self) -> int:
        return 2 * PAD + SMALL_LEADING + len(self.name) * NAME_LEADING + len(self.small) * SMALL_LEADING


def card(flow: Flow, code: str, language: str, wide: int, more: tuple[str, ...] = ()) -> Card:
    """Text that fits a box of this width."""
    step = flow.by_code[code]
    room = wide - 2 * PAD
    between = ", " if language == "en" else "・"
    spent = [one.said(language) for one in efforts(step)]
    spent = [*(one + between for one in spent[:-1]), *spent[-1:]]
    return Card(
        step=step,
        head=f"{flow.numbers[code]}\u2002{KINDS[step.kind].said(language)}",
        name=wrapped(step.name.said(language), room, NAME),
        small=(
            *(packed(spent, room, SMALL) if spent else ()),
            *(line for text in more for line in wrapped(text, room, SMALL)),
        ),
        end=not flow.leaving(code) or code == flow.steps[0].code,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A step in its place."""

    card: Card
    x: float
    y: float
    wide: float
    high: float

    @property
    def middle(self) -> float:
        return self.y + self.high / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A lane, or the part of one that is shown; its name stands at the left, or above on a narrow drawing."""

    name: tuple[str, ...]
    x: float
    y: float
    wide: float
    high: float
    label_wide: float
    label_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """From box to box by these points; `label` ends above `label_at`."""

    edge: Edge
    points: tuple[Point, ...]
    label: tuple[str, ...] = ()
    label_at: Point = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All parts and the size."""

    wide: float
    high: float
    strips: tuple[Strip, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
