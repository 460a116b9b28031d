"""The officer's keys: which days need which of them, and whether its private half is on this machine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.check_ins.models import OfficerKey
from naniwa.services.check_ins.rules import sealing
from naniwa.services.check_ins.secrecy import officer


@dataclass(frozen=True, slots=True)
class Use:
    """A key with the days that it sealed, both ends included; the key in use has no `last`."""

    key: OfficerKey
    first: date
    last: date | None
    there: bool

    @property
    def lost(self) -> bool:
        """Its private half is not on this machine, and nobody destroyed it."""
        return not self.there and self.key.destroyed_at is None

    def needed_until(self, kept: int) -> date | None:
        """The night in which its last day is forgotten, of days that are kept for so long."""
        return self.last + timedelta(days=kept + 1) if self.last else None

    def holds(self, day: date) -> bool:
        """The first key there was also holds whatever is older, as from a clock that went wrong."""
        since = self.first <= day or self.key.replaces_id is None
        return since and (self.last is None or day <= self.last)


def uses() -> list[Use]:
    """Of every key there ever was, the one in use first."""
    with as_system():
        keys = list(OfficerKey.objects.select_related("organisation", "made_by").order_by("-made_at"))
    replaced = [None, *(key.made_at for key in keys)]
    return [
        Use(key, *sealing.days_of(key.made_at, after), there=officer.there(bytes(key.public)))
        for key, after in zip(keys, replaced, strict=False)
    ]


def for_days(days: Iterable[date]) -> Sequence[Use]:
    """The keys without which addresses of these days stay shut, the newest first."""
    wanted = set(days)
    return [use for use in uses() if use.key.destroyed_at is None and any(use.holds(day) for day in wanted)]
