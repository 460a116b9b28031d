"""The taxes that there are, and the yearly rates of late interest: files beside this one."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from naniwa.services.taxes.rules.interest import Rates

FOLDER = Path(__file__).parent


class Basis(BaseModel):
    """An article; not `confirmed`, it is for the municipality to confirm, and stands on no letter."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    article: str
    confirmed: bool

    @property
    def on_letters(self) -> str:
        return self.article if self.confirmed else "地方税法"


class Tax(BaseModel):
    """`names` are further ones by which lists call it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slug: Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$", max_length=40)]
    ja: str
    en: str
    names: tuple[str, ...] = ()
    dunning: Basis
    interest: Basis

    def called(self, language: str) -> str:
        return self.en if language.startswith("en") else self.ja


class _Rate(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    year: Annotated[int, Field(ge=2014, le=2100)]
    per_cent: Annotated[Decimal, Field(ge=0, le=20)]


@cache
def taxes() -> Mapping[str, Tax]:
    """By slug, in the order of the file."""
    return {one.slug: one for one in TypeAdapter(list[Tax]).validate_python(_read("kinds.yaml"))}


@cache
def slugs() -> Mapping[str, str]:
    """The slug by each name that a list may use."""
    return {name: one.slug for one in taxes().values() for name in (one.slug, one.ja, one.en, *one.names)}


@cache
def rates() -> Rates:
    """Per cent by calendar year."""
    return {one.year: one.per_cent for one in TypeAdapter(list[_Rate]).validate_python(_read("rates.yaml"))}


def _read(name: str) -> object:
    return yaml.safe_load(FOLDER.joinpath(name).read_text(encoding="utf-8"))
