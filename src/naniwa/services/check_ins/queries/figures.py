"""What is published: how soon people are told after somebody fell ill, and how many venues and alerts there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from naniwa.kernel.organisations.isolation import as_system
from naniwa.library.periods import day_of
from naniwa.library.suppression import LEAST, lowered
from naniwa.services.check_ins import definitions
from naniwa.services.check_ins.models import Alert, Venue
from naniwa.services.check_ins.queries import planning
from naniwa.services.check_ins.rules import reach, telling

SINCE = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts lowered to fives; delays in days from onset to release, None while there are fewer than five alerts."""

    venues: int
    alerts: int
    people: int
    median: int | None
    p90: int | None


@dataclass(frozen=True, slots=True)
class Tried:
    """What another policy would do with the alerts of the last while."""

    slug: str
    policy: definitions.Policy
    alerts: int
    people: int
    named: int


def published(*, now: datetime) -> Figures:
    with as_system():
        venues = Venue.objects.filter(confirmed_at__isnull=False, closed_at=None).count()
        sent = Alert.objects.filter(state="sent", released_at__gte=now - SINCE).select_related("code")
        found = [(day_of(one.released_at), one.code.onset, one.people or 0) for one in sent if one.released_at]
    delays = [(released - onset).days for released, onset, _people in found]
    enough = len(delays) >= LEAST
    return Figures(
        venues=lowered(venues),
        alerts=lowered(len(found)),
        people=lowered(sum(people for _released, _onset, people in found)),
        median=int(reach.median(delays)) if enough else None,
        p90=int(reach.percentile(delays, 0.9)) if enough else None,
    )


def tried(organisation_id: int, *, now: datetime) -> list[Tried]:
    """Every policy on the alerts of an organisation: a dry run of a change of thresholds. Numbers are lowered."""
    with as_system():
        found = Alert.objects.filter(organisation_id=organisation_id, reported_at__gte=now - SINCE)
        alerts = list(found.select_related("code", "organisation"))
    every = definitions.policies()
    plans = planning.plans(alerts, *(policy.rules(slug) for slug, policy in every.items()))
    size = len(alerts)
    return [_tried(slug, policy, plans[at * size : (at + 1) * size]) for at, (slug, policy) in enumerate(every.items())]


def _tried(slug: str, policy: definitions.Policy, plans: Sequence[planning.Plan]) -> Tried:
    telling_somebody = [plan for plan in plans if plan.told]
    named = [plan for plan in plans if telling.highest([line.level for line in plan.told]) == "named"]
    people = lowered(sum(plan.people for plan in plans))
    return Tried(slug, policy, len(telling_somebody), people, len(named))
