"""Which addresses lie behind the gate; each service names its own when it starts."""

import re

_entrances: list[re.Pattern[str]] = []


def guard(pattern: str) -> None:
    """Put the addresses that this pattern matches as a whole behind the gate."""
    _entrances.append(re.compile(pattern))


def is_guarded(path: str) -> bool:
    return any(entrance.fullmatch(path) for entrance in _entrances)
