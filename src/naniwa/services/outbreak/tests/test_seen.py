"""Whoever sees a case is written down, also where a form was sent wrong; a clinic sees what it reported."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.outbreak.models import Case, Task, Way
from naniwa.services.outbreak.operations import observing
from naniwa.services.outbreak.operations.observing import Said
from naniwa.services.outbreak.tests.people import centre, reached, staff
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db
WRONG = {
    "call": {}, "hand_over": {}, "close": {}, "key_in": {"spo2": "300"}, "change": {"name": ""}, "add_contact": {},
    "task": {},
}  # fmt: skip


def reads(case: Case) -> int:
    with as_system():
        return Record.objects.filter(action="outbreak.read", target=case.reference).count()


@pytest.mark.parametrize("page", list(WRONG))
def test_a_form_sent_wrong_shows_the_case_to_nobody_unnoticed(client: Client, page: str) -> None:
    supervisor = staff("supervisor")
    now = timezone.now()
    centre(supervisor, now=now)
    case = reached(supervisor, now=now)
    with as_system():
        observing.record(case=case, said=Said(spo2=90), way=Way.STAFF, press=uuid4(), by=supervisor, now=now)
        number = Task.objects.get().public_id if page == "task" else case.public_id
    enter(client, supervisor.person, "mfa")
    answer = client.post(reverse(f"outbreak:{page}", args=[number]), WRONG[page])
    assert answer.status_code == 422
    assert reads(case) == 1
