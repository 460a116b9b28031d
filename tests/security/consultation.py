"""Online consultation in the world that attacks are tried on: a desk, and a conversation that was handed on once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.services.consultation.models import Conversation, Desk
from naniwa.services.consultation.operations import handling
from naniwa.services.consultation.tests import people


@dataclass(frozen=True)
class Things:
    """`talk` is the owner's, and the reviewer has it."""

    desk: Desk
    talk: Conversation


def build(*, lead: Staff, clerk: Staff, owner: Person, now: datetime) -> Things:
    at = people.desk(lead, now=now)
    talk = people.taken(at, owner, clerk, now=now)
    handling.hand_over(conversation=talk, to=None, note="昼休みのため", by=clerk, now=now)
    return Things(desk=at, talk=handling.take(conversation=talk, by=clerk, now=now))


def places(things: Things) -> dict[str, dict[str, Any]]:
    """What the addresses of consultations name."""
    numbers = {
        things.desk.public_id: ("begin", "keep_desk"),
        things.talk.public_id: (
            *("talk", "log", "say", "close", "offer"),
            *("staff_talk", "staff_log", "take", "answer", "hand_over", "staff_close"),
        ),
    }
    return {f"consultation:{name}": {"number": number} for number, names in numbers.items() for name in names}


def forms() -> dict[str, dict[str, Any]]:
    """What its honest forms send, with what they leave to whoever fills them in."""
    desk = {"name_en": "", "about": "", "about_en": "", "hours": "", "hours_en": "", "is_open": "on"}
    return {
        "consultation:begin": {"subject": "書類", "text": "教えてください", "number": str(uuid4())},
        "consultation:say": {"text": "続きです", "number": str(uuid4())},
        "consultation:answer": {"text": "お答えします", "number": str(uuid4())},
        "consultation:add_desk": {"name": "別の相談窓口", "number": str(uuid4()), **desk},
        "consultation:keep_desk": {"name": "新しい名前", **desk},
    }
