"""What clerks do with a conversation: take it, hand it on, close it."""

from datetime import datetime

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.library.periods import day_of
from naniwa.services.consultation.models import Conversation, HandOver, State
from naniwa.services.consultation.operations import calls, saying
from naniwa.services.consultation.queries import conversations
from naniwa.services.consultation.rules import states
from naniwa.services.consultation.rules.broken import Closed, NotOfThisOffice, TakenByAnother


def take(*, conversation: Conversation, by: Staff, now: datetime) -> Conversation:
    """Answer it from now on; taken twice by one clerk, it stays theirs. Raises Closed, TakenByAnother."""
    with as_system():
        found = saying.locked(conversation)
        if found.state == State.CLOSED:
            raise Closed
        if found.clerk_id == by.person.pk:
            return found
        if found.clerk_id is not None:
            raise TakenByAnother
        found.state, found.clerk, found.waiting_since = State.OPEN, by.person, None
        found.save(update_fields=["state", "clerk", "waiting_since"])
        saying.note_event(found, "taken", now=now)
        audit.record("consultation.taken", by=by, target=found, now=now)
        return found


def hand_over(*, conversation: Conversation, to: Person | None, note: str, by: Staff, now: datetime) -> Conversation:
    """To another clerk of the office, or back into the queue, with a note that the resident never sees.

    Raises Closed, NotTaken, TakenByAnother, NotOfThisOffice.
    """
    with as_system():
        found = saying.locked(conversation)
        states.check_clerk(found.state, clerk_id=found.clerk_id, by_id=by.person.pk)
        if to is not None and to not in conversations.clerks(by.organisation, on=day_of(now)):
            raise NotOfThisOffice
        calls.end_all(conversation=found, by=by, now=now)
        found.refresh_from_db(fields=["last_number", "last_at"])
        found.clerk, found.state = to, State.OPEN if to else State.WAITING
        found.waiting_since = None if to else now
        found.save(update_fields=["clerk", "state", "waiting_since"])
        HandOver.objects.create(
            organisation=found.organisation, conversation=found, by=by.person, to=to, note=note.strip(), at=now
        )
        saying.note_event(found, "handed_over", now=now)
        audit.record("consultation.handed_over", by=by, target=found, now=now, to=to.reference if to else "")
        return found


def close(*, conversation: Conversation, by: Staff | Person, now: datetime) -> Conversation:
    """Either side ends it; ended again, it stays so. A clerk must have it. Raises NotTaken, TakenByAnother."""
    with as_system():
        found = saying.locked(conversation)
        if found.state == State.CLOSED:
            return found
        if isinstance(by, Staff):
            states.check_clerk(found.state, clerk_id=found.clerk_id, by_id=by.person.pk)
        calls.end_all(conversation=found, by=by, now=now)
        found.refresh_from_db(fields=["last_number", "last_at"])
        saying.note_event(found, "closed", now=now)
        found.state, found.closed_at, found.waiting_since = State.CLOSED, now, None
        found.save(update_fields=["state", "closed_at", "waiting_since"])
        audit.record("consultation.closed", by=by, target=found, now=now)
        return found
