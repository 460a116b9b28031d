"""What was read of a form, as it would be typed in: the shape that the rest of Naniwa knows, with no image library."""

from dataclasses import dataclass
from typing import Protocol


class Spot(Protocol):
    """A box of a form: millimetres from the top left corner of its page.

    `name` is what the answer is posted as. `what` is `tick`, `digits`, `kana`, `text`, `lines` or `place`; a tick has
    the `value` that it stands for, a row of `cells` takes one sign in each.
    """

    @property
    def name(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def cells(self) -> int: ...
    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...
    @property
    def width(self) -> float: ...
    @property
    def height(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """`texts` are what would be posted under `name`; `sureness` lies between 0 and 1; `picture` is a PNG."""

    name: str
    texts: tuple[str, ...]
    sureness: float
    picture: bytes


def row_of(name: str) -> str:
    """What is seen together: `months.0` of `months.0.sales.year`; a box outside any row is seen alone."""
    key, _, rest = name.partition(".")
    number = rest.partition(".")[0]
    return f"{key}.{number}" if number.isdigit() else name
