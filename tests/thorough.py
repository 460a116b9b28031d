"""Ways of going through one journey: some in every run of the tests, all of them in `make test-all`."""

import os
from collections.abc import Iterable
from typing import Any

import pytest

USUAL = 2
TRIES = int(os.environ.get("NANIWA_TRIES", str(USUAL)))
"""How often something is tried at random; `make test-all` does it more often."""
SAMPLE = 4
"""Of what has nothing new to say each time, one in so many is tried in the usual run."""


def some[T](everything: Iterable[T], *, start: int) -> list[T]:
    """One in `SAMPLE`, beginning at another place for each `start`; all of it when tests are thorough."""
    found = list(everything)
    return found if TRIES > USUAL else found[start % SAMPLE :: SAMPLE]


def ways(usual: Iterable[Any], *, more: Iterable[Any]) -> list[Any]:
    """Parameters of a test; those of `more` differ from the others in what seldom breaks by itself."""
    return [*usual, *(pytest.param(*_values(one), marks=pytest.mark.thorough) for one in more)]


def _values(one: Any) -> tuple[Any, ...]:
    return one if isinstance(one, tuple) else (one,)
