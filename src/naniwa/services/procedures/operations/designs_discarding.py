"""Throwing drafts of definitions away: for a month they can be brought back, then they go with all their texts."""

from datetime import datetime, timedelta

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Design, DesignReview, DesignRevision
from naniwa.services.procedures.operations.designing import UnderReview, locked
from naniwa.services.procedures.rules import BrokenRule

KEPT = timedelta(days=30)
"""How long a draft that was thrown away can be brought back."""


class Gone(BrokenRule):
    """The draft was thrown away, or brought back, meanwhile."""


@transaction.atomic
def discard(*, design: Design, by: Person, now: datetime) -> None:
    """Throw a draft away; what was published from it stays live. Raises UnderReview, Gone."""
    current = locked(design)
    if current.discarded_at is not None:
        raise Gone
    if current.reviews.filter(decided_at=None).exists():
        raise UnderReview
    _mark(current, now, by)
    _record("procedures.design_discarded", current, by, now)


@transaction.atomic
def bring_back(*, design: Design, by: Person, now: datetime) -> None:
    """Go on with a draft that was thrown away. Raises Gone."""
    current = locked(design)
    if current.discarded_at is None:
        raise Gone
    _mark(current, None, None)
    _record("procedures.design_brought_back", current, by, now)


@transaction.atomic
def erase_old(*, now: datetime) -> int:
    """Erase the drafts whose month is over, with their texts and reviews; returns how many."""
    found = list(Design.objects.select_for_update(of=("self",)).filter(discarded_at__lt=now - KEPT))
    for design in found:
        audit.record("procedures.design_erased", by=None, target=design, now=now, organisation=design.organisation)
    DesignReview.objects.filter(design__in=found).delete()
    DesignRevision.objects.filter(design__in=found).delete()
    Design.objects.filter(pk__in=[one.pk for one in found]).delete()
    return len(found)


def _mark(design: Design, at: datetime | None, by: Person | None) -> None:
    design.discarded_at, design.discarded_by = at, by
    design.save(update_fields=["discarded_at", "discarded_by"])


def _record(action: str, design: Design, by: Person, now: datetime) -> None:
    audit.record(action, by=by, target=design, now=now, organisation=design.organisation, title=design.title)
