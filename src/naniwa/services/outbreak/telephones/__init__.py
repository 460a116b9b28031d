"""The port to a machine that calls patients and takes down what they key in, and which one this installation uses."""

from functools import cache

from django.conf import settings

from naniwa.services.outbreak.telephones.console import Console
from naniwa.services.outbreak.telephones.failing import Failing
from naniwa.services.outbreak.telephones.port import Asked, CallMachine, Heard, NobodyAnswered

__all__ = ["Asked", "CallMachine", "Console", "Failing", "Heard", "NobodyAnswered", "machine", "machine_at"]


def machine() -> CallMachine | None:
    """The one of the setting OUTBREAK_CALL_MACHINE; without any, staff call themselves."""
    return machine_at(settings.OUTBREAK_CALL_MACHINE)


@cache
def machine_at(name: str) -> CallMachine | None:
    """`console:`, `failing:`, or nothing."""
    made: dict[str, CallMachine] = {"console:": Console(), "failing:": Failing()}
    return made.get(name)
