"""How surely somebody proved who they are: four levels, the surest last."""

from typing import Literal, get_args

type Sureness = Literal["none", "email", "passkey", "electronic"]
LEVELS: tuple[Sureness, ...] = get_args(Sureness.__value__)


def reaches(held: str, asked: str) -> bool:
    """Whether one level is as sure as another, or surer. Raises ValueError for a word that is none."""
    words: tuple[str, ...] = LEVELS
    return words.index(held) >= words.index(asked)
