"""Online consultation in the world that attacks are tried on: a desk, and a conversation with a call and minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.services.consultation.models import Call, Conversation, Desk, Minutes, Side
from naniwa.services.consultation.operations import calls, handling
from naniwa.services.consultation.tests import people


@dataclass(frozen=True)
class Things:
    """`talk` is the owner's, and the reviewer has it; a call goes on in it, and another has left a draft of minutes."""

    desk: Desk
    talk: Conversation


def build(*, lead: Staff, clerk: Staff, owner: Person, now: datetime) -> Things:
    at = people.desk(lead, now=now)
    talk = people.taken(at, owner, clerk, now=now)
    handling.hand_over(conversation=talk, to=None, note="昼休みのため", by=clerk, now=now)
    talk = handling.take(conversation=talk, by=clerk, now=now)
    with as_system():
        first, then = (_called(talk, clerk, owner, now + timedelta(seconds=second)) for second in (1, 2))
        Minutes.objects.create(
            organisation=first.organisation,
            call=first,
            press=uuid4(),
            state="draft",
            kind="webm",
            draft="案",
            sent_at=now,
        )
        Call.objects.filter(pk=then.pk).update(recording_asked_at=now)
    return Things(desk=at, talk=talk)


def _called(talk: Conversation, clerk: Staff, owner: Person, now: datetime) -> Call:
    """The one before is over; this one goes on, and the resident's browser has said hello."""
    calls.end_all(conversation=talk, by=clerk, now=now)
    made = calls.offer(conversation=talk, way="peer", link="", press=uuid4(), by=clerk, now=now)
    made = calls.agree(call=made, by=owner, now=now)
    calls.tell(call=made, side=Side.RESIDENT, said=calls.Said("hello", "{}", uuid4()), now=now)
    return made


def places(things: Things) -> dict[str, dict[str, Any]]:
    """What the addresses of consultations name."""
    numbers = {
        things.desk.public_id: ("begin", "keep_desk"),
        things.talk.public_id: (
            *("talk", "log", "say", "close", "offer"),
            *("call", "call_end", "call_signals", "call_recording"),
            *("staff_call", "staff_call_offer", "staff_call_end", "staff_call_signals"),
            *("staff_call_recording", "staff_call_speech", "minutes", "minutes_discard"),
            *("staff_talk", "staff_log", "take", "answer", "hand_over", "staff_close"),
        ),
    }
    found = {f"consultation:{name}": {"number": number} for number, names in numbers.items() for name in names}
    of = {f"consultation:{name}": {"reference": things.talk.reference} for name in ("of", "staff_of")}
    return found | of


def forms() -> dict[str, dict[str, Any]]:
    """What its honest forms send, with what they leave to whoever fills them in."""
    desk = {
        "name_en": "",
        "about": "",
        "about_en": "",
        "hours": "",
        "hours_en": "",
        "meeting_link": "",
        "is_open": "on",
    }
    signal = {"kind": "hello", "body": "{}"}
    return {
        "consultation:begin": {"subject": "書類", "text": "教えてください", "number": str(uuid4())},
        "consultation:say": {"text": "続きです", "number": str(uuid4())},
        "consultation:answer": {"text": "お答えします", "number": str(uuid4())},
        "consultation:call_signals": {**signal, "number": str(uuid4())},
        "consultation:call_recording": {"agreed": "yes"},
        "consultation:staff_call_offer": {"way": "peer", "link": "", "number": str(uuid4())},
        "consultation:staff_call_signals": {**signal, "number": str(uuid4())},
        "consultation:minutes": {"text": "通帳の写しで足りると説明した。"},
        "consultation:add_desk": {"name": "別の相談窓口", "number": str(uuid4()), **desk},
        "consultation:keep_desk": {"name": "新しい名前", **desk},
    }
