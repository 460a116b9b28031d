"""The day itself: called in, done, did not come; each can be undone."""

from datetime import datetime

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people.access import Staff
from naniwa.services.appointments.models import Booking, State
from naniwa.services.appointments.rules import states
from naniwa.services.appointments.rules.broken import NotNow


@transaction.atomic
def mark(*, booking: Booking, act: str, by: Staff, now: datetime) -> Booking:
    """Carry out an act of `rules.states.ACTS`; pressed twice, the second changes nothing. Raises NotNow."""
    found = Booking.objects.select_for_update(of=("self",)).select_related("person").get(pk=booking.pk)
    if found.state in states.ACTS.get(act, {}).values() and act != "undo":
        return found
    to = states.after(act, found.state)
    if to is None:
        raise NotNow
    found.state = State(to)
    found.called_at = now if to == State.CALLED else (None if to == State.BOOKED else found.called_at)
    found.finished_at = now if to in {State.DONE, State.NO_SHOW} else None
    found.save(update_fields=["state", "called_at", "finished_at"])
    audit.record("appointments.marked", by=by, target=found, now=now, state=to)
    return found
