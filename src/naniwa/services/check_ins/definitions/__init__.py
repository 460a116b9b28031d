"""The policies of alerts, one checked YAML file each, `policies/<slug>.yaml`; and what visitors' pages say."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from naniwa.library.spoken import said
from naniwa.services.check_ins.rules import telling

FOLDER = Path(__file__).parent / "policies"
LANGUAGES = ("ja", "easy", "en", "zh", "ko")
"""What visitors' pages and mails speak; `library.spoken` has their names."""
VenueKind = Literal["restaurant", "bar", "music", "sports", "shop", "hall", "school", "office", "event", "other"]
Words = Annotated[str, Field(min_length=1)]


class BadPolicy(Exception):
    """A file that cannot be used; says where and why."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class InWords(_Model):
    ja: Words
    en: Words


class Threshold(_Model):
    """From `watch` cases on people are told to watch their health, from `named` on also where it was."""

    kinds: frozenset[VenueKind] = frozenset()
    sizes: frozenset[Literal["small", "medium", "large"]] = frozenset()
    watch: Annotated[int, Field(ge=1, le=20)]
    named: Annotated[int, Field(ge=1, le=20)] | None = None
    stay_minutes: Annotated[int, Field(ge=10, le=24 * 60)]

    @model_validator(mode="after")
    def _in_order(self) -> "Threshold":
        if self.named is not None and self.named < self.watch:
            message = "`named` is not below `watch`: whoever is told the place is told to watch their health"
            raise ValueError(message)
        return self


class Policy(_Model):
    """`infectious` are days before and after the onset; the first of `thresholds` that fits a venue holds."""

    version: Annotated[int, Field(ge=1)]
    title: InWords
    about: InWords
    valid_from: date
    infectious_days: tuple[Annotated[int, Field(ge=0, le=14)], Annotated[int, Field(ge=0, le=21)]]
    thresholds: Annotated[list[Threshold], Field(min_length=1)]

    @model_validator(mode="after")
    def _for_every_venue(self) -> "Policy":
        last = self.thresholds[-1]
        if last.kinds or last.sizes:
            message = "the last threshold is for every venue: it names no kinds and no sizes"
            raise ValueError(message)
        return self

    def rules(self, slug: str) -> telling.Policy:
        before, after = self.infectious_days
        found = [
            telling.Threshold(one.kinds, one.sizes, one.watch, one.named, timedelta(minutes=one.stay_minutes))
            for one in self.thresholds
        ]
        return telling.Policy(slug, self.version, before, after, tuple(found))


@cache
def policies(folder: Path = FOLDER) -> Mapping[str, Policy]:
    """All of them by slug, the newest first. Raises BadPolicy."""
    found = {path.stem: read(path) for path in sorted(folder.glob("*.yaml"))}
    return dict(sorted(found.items(), key=lambda pair: pair[1].valid_from, reverse=True))


def read(path: Path) -> Policy:
    """Raises BadPolicy."""
    try:
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Policy.model_validate(content)
    except (yaml.YAMLError, ValidationError) as error:
        raise BadPolicy(f"{path}: {error}") from error


@cache
def visitor_words(language: str) -> Mapping[str, str]:
    """What a visitor's pages say in one language, by key."""
    content: dict[str, dict[str, str]] = yaml.safe_load((Path(__file__).parent / "visitor.yaml").read_text("utf-8"))
    return {key: said(words, language) for key, words in content.items()}


def current(day: date) -> str:
    """The slug of the policy that holds on a day. Raises BadPolicy where none does."""
    found = next((slug for slug, policy in policies().items() if policy.valid_from <= day), None)
    if found is None:
        raise BadPolicy(f"{FOLDER}: no policy holds on {day}")
    return found


def rules(slug: str) -> telling.Policy:
    """Raises BadPolicy for a policy that is not there any more."""
    if slug not in policies():
        raise BadPolicy(f"{FOLDER / slug}.yaml is not there")
    return policies()[slug].rules(slug)
