"""Ways of going through one journey: some in every run of the tests, all of them in `make test-all`."""

from collections.abc import Iterable
from typing import Any

import pytest


def ways(usual: Iterable[Any], *, more: Iterable[Any]) -> list[Any]:
    """Parameters of a test; those of `more` differ from the others in what seldom breaks by itself."""
    return [*usual, *(pytest.param(*_values(one), marks=pytest.mark.thorough) for one in more)]


def _values(one: Any) -> tuple[Any, ...]:
    return one if isinstance(one, tuple) else (one,)
