"""Who cannot be reached rises to the supervisor on duty: after so many tries, or at the first deadline."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.services.outbreak.models import Case, Passing
from naniwa.services.outbreak.operations import calling
from naniwa.services.outbreak.queries import regimes
from naniwa.services.outbreak.tests.people import NOW, centre, fresh, reported, staff
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def missed(case: Case, by: Staff, *, now: datetime, result: str = "no_answer") -> Case:
    with as_system():
        return calling.note_call(case=case, result=result, note="", press=uuid4(), by=by, now=now)


def taken() -> tuple[Staff, Staff, Case]:
    lead, caller = staff("supervisor"), staff("caller")
    centre(lead)
    case = reported(lead)
    with as_system():
        calling.take(case=case, by=caller, now=NOW)
    return lead, caller, case


def test_after_the_tries_of_the_disease_the_supervisor_has_it_and_the_trail_says_so() -> None:
    lead, caller, case = taken()
    tries = regimes.in_force(case.disease).regime.rise_after_tries
    for number, result in enumerate(["no_answer", "wrong_number", "later"], start=1):
        assert number <= tries
        assert fresh(case).owner == caller.person
        missed(case, caller, result=result, now=NOW + number * MINUTE)
    risen = fresh(case)
    assert (risen.owner, risen.taken_at, risen.escalated_at) == (lead.person, None, NOW + 3 * MINUTE)
    assert risen.next_due_at == NOW + 3 * MINUTE + calling.AGAIN
    with as_system():
        assert Passing.objects.filter(kind="unreached").values_list("by", "to").get() == (
            caller.person.pk,
            lead.person.pk,
        )
        assert Record.objects.filter(action="outbreak.unreached").count() == 1


def test_no_try_moves_the_deadline_behind_the_first_and_then_it_rises() -> None:
    lead, caller, case = taken()
    first = fresh(case).next_due_at
    assert first is not None
    late = missed(case, caller, now=first - MINUTE)
    assert (late.next_due_at, late.owner) == (first, caller.person)
    assert missed(case, caller, now=first).owner == lead.person


def test_who_was_given_back_is_tried_as_often_again_and_the_supervisor_on_duty_has_nobody_above() -> None:
    lead, caller, case = taken()
    for number in range(3):
        missed(case, caller, now=NOW + number * MINUTE)
    with as_system():
        calling.hand_over(case=case, to=caller.person, note="", by=lead, now=NOW + 5 * MINUTE)
    for number in range(6, 8):
        assert missed(case, caller, now=NOW + number * MINUTE).owner == caller.person
    assert missed(case, caller, now=NOW + 9 * MINUTE).owner == lead.person
    for number in range(10, 20):
        kept = missed(case, lead, now=NOW + number * MINUTE)
        assert kept.owner == lead.person
        assert kept.next_due_at is not None
        due = kept.next_due_at
    with as_system():
        assert calling.escalate(now=due + MINUTE) == 1


def test_the_caller_is_told_that_it_is_the_supervisors_now(client: Client) -> None:
    lead, caller, now = staff("supervisor"), staff("caller"), timezone.now()
    centre(lead, now=now)
    case = reported(lead, now=now)
    with as_system():
        calling.take(case=case, by=caller, now=now)
    enter(client, caller.person, "mfa")
    url = reverse("outbreak:call", args=[case.public_id])
    for _try in range(3):
        answer = client.post(url, {"result": "no_answer", "note": "", "number": str(uuid4())}, follow=True)
    assert "当番の責任者に引き継がれました" in answer.content.decode().replace("<wbr>", "")
