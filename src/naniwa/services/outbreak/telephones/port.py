"""What a machine that calls patients does."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whom to call, in which language, for which readings; `key` names the occasion: nobody is called twice for it."""

    key: str
    phone: str
    language: str
    readings: tuple[str, ...] = ("temperature", "spo2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What was keyed in on the telephone; `unwell` is a yes to "do you have any of these signs"."""

    temperature: Decimal | None = None
    spo2: int | None = None
    unwell: bool = False


class NobodyAnswered(Exception):
    """Nobody took the call, it was broken off, or the machine cannot be reached: a person must call."""


class CallMachine(Protocol):
    """Asks one person and waits for the answer."""

    def ask(self, asked: Asked) -> Heard:
        """Raises NobodyAnswered."""
