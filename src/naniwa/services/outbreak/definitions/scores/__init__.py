"""Scores by which admissions are weighed: a YAML file for each version, read once and checked."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, field_validator


class Words(BaseModel):
    """In both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    ja: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Item(Words):
    """What gives points; it gives none beside the item named in `unless`."""

    key: str = Field(pattern=r"^[a-z][a-z0-9_]{1,23}$")
    points: int = Field(ge=-20, le=20)
    unless: str = ""


class Score(BaseModel):
    """A version never changes; `example` says that no doctor of this prefecture has approved it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    slug: str = Field(pattern=r"^[a-z][a-z0-9-]{1,23}$")
    version: str = Field(pattern=r"^\d{4}-\d{2}$")
    example: bool
    admit_from: int
    title: Words
    source: HttpUrl
    items: tuple[Item, ...]

    @field_validator("items")
    @classmethod
    def _names_are_known_and_stand_once(cls, items: tuple[Item, ...]) -> tuple[Item, ...]:
        keys = [item.key for item in items]
        if len(set(keys)) < len(keys) or any(item.unless and item.unless not in keys for item in items):
            raise ValueError("each key stands once, and `unless` names one of them")
        return items

    @property
    def name(self) -> str:
        """As it is kept beside each request that was weighed by it."""
        return f"{self.slug}-{self.version}"

    def points(self, chosen: Iterable[str]) -> int:
        """The sum over what is so; keys that the score does not know give nothing."""
        held = set(chosen)
        return sum(item.points for item in self.items if item.key in held and item.unless not in held)


@cache
def known() -> dict[str, Score]:
    """Every version by its name."""
    files = sorted(Path(__file__).parent.glob("*.yaml"))
    found = [Score.model_validate(yaml.safe_load(file.read_text("utf-8"))) for file in files]
    return {score.name: score for score in found}


def current() -> Score:
    """The latest version."""
    return max(known().values(), key=lambda score: score.version)
