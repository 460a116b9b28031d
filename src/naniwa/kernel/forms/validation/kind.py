"""What each type of field must be able to do with a value."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from naniwa.kernel.forms.answers import Problem

type Posted = Mapping[str, Sequence[str]]


class Unreadable(Exception):
    """What was sent cannot be read as a value."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = list(problems)


class Kind[F, V](Protocol):
    """Reads, checks, shows and posts the values of one type of field."""

    def parse(self, field: F, name: str, data: Posted) -> V | None:
        """Value sent under `name`, normalised; None if nothing was sent. Raises Unreadable."""

    def shape(self, value: object) -> bool:
        """Whether a value has the shape this type stores."""

    def check(self, field: F, name: str, value: V) -> list[Problem]:
        """Problems of a value of the right shape; called for every application, so it must be quick."""

    def display(self, field: F, value: V, language: str) -> str:
        """Words for a person."""

    def post(self, field: F, name: str, value: V) -> dict[str, list[str]]:
        """What a browser would send for the value."""


def one(data: Posted, name: str) -> str:
    """Last thing sent under a name without outer white space, or ""."""
    sent = data.get(name)
    return sent[-1].strip() if sent else ""


def parts(data: Posted, name: str, keys: Sequence[str]) -> dict[str, str]:
    """What was sent for each part: `name.key`."""
    return {key: one(data, f"{name}.{key}") for key in keys}


def is_parts(value: Any, keys: frozenset[str]) -> bool:  # noqa: ANN401 - anything stored
    """Whether a value is a mapping with at least these keys, all texts."""
    return isinstance(value, dict) and value.keys() >= keys and set(map(type, value.values())) == {str}
