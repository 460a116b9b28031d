"""Smaller things that patients and staff stumble over: unknown symptoms, a room written otherwise, mails in one's language."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.outbreak.models import Observation
from naniwa.services.outbreak.operations import climbing, surroundings
from naniwa.services.outbreak.rules.broken import RoomTaken
from naniwa.services.outbreak.tests.people import NOW, centre, fresh, reached, staff

pytestmark = pytest.mark.django_db


def test_a_symptom_that_was_never_asked_for_is_not_written_down(client: Client) -> None:
    lead, now = staff("supervisor"), timezone.now()
    centre(lead, now=now)
    case = reached(lead, now=now)
    client.post(reverse("outbreak:enter"), {"code": fresh(case).code, "born_on": "1950-04-01"})
    said = {"number": str(uuid4()), "temperature": "36.5", "symptoms": ["cough", "<script>", "cough"]}
    assert client.post(reverse("outbreak:patient"), said).status_code == 302
    with as_system():
        assert Observation.objects.get().symptoms == ["cough"]


def test_one_room_is_one_room_however_it_is_written() -> None:
    lead = staff("supervisor")
    centre(lead)
    first, second = reached(lead), reached(lead, name="難波 次郎")
    told: dict[str, Any] = {"key_number": "", "meals": "", "by": lead, "now": NOW}
    with as_system():
        made = surroundings.lodge(case=first, hotel="ホテルＡ", room="３０１", press=uuid4(), **told)
        assert (made.hotel, made.room) == ("ホテルA", "301")
        with pytest.raises(RoomTaken):
            surroundings.lodge(case=second, hotel=" ﾎﾃﾙA", room="301 ", press=uuid4(), **told)


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("ja", "体調の報告"),
        ("easy", "からだの"),
        ("en", "how you are"),
        ("zh", "身体状况"),
        ("ko", "건강"),
        ("vi", "sức khỏe"),
    ],
)
def test_who_did_not_report_is_reminded_in_their_language(language: str, word: str) -> None:
    lead = staff("supervisor")
    centre(lead)
    reached(lead, email="a@example.jp", language=language)
    with as_system():
        climbing.climb(now=NOW + timedelta(days=2))
        assert word in Message.objects.get().subject
