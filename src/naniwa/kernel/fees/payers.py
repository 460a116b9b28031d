"""Who else may pay a fee than the person who owes it: each service tells it of its own."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # services tell of theirs while apps are loading
    from naniwa.kernel.people.models import Person

type Agents = Callable[[Person, str, datetime], object | None]
"""What the bar of a page says of acting for somebody, by a reference; None for who may not."""

_AGENTS: list[Agents] = []


def add_agents(agents: Agents) -> None:
    _AGENTS.append(agents)


def acting(person: "Person", reference: str, now: datetime) -> object | None:
    """For whom this person may pay what is charged for the reference; None for nobody."""
    return next((found for agents in _AGENTS if (found := agents(person, reference, now)) is not None), None)
