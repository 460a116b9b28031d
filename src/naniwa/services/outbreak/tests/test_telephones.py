"""The automatic call: every machine keeps one contract, and who is not reached is called by a person."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.outbreak.models import Observation, Task
from naniwa.services.outbreak.operations import asking, climbing
from naniwa.services.outbreak.telephones import Asked, Heard, NobodyAnswered, machine_at
from naniwa.services.outbreak.tests.people import centre, reached, staff

MACHINES = ("console:", "failing:")


@pytest.mark.parametrize("name", MACHINES)
def test_a_machine_brings_an_answer_or_says_that_nobody_gave_one(name: str) -> None:
    telephone = machine_at(name)
    assert telephone
    try:
        heard = telephone.ask(Asked(key="a", phone="090-0000-0000", language="vi"))
    except NobodyAnswered:
        return
    assert isinstance(heard, Heard)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "reports", "tasks"), [("console:", 1, 0), ("failing:", 0, 1)])
def test_who_does_not_report_is_asked_by_the_machine_first(settings: Any, name: str, reports: int, tasks: int) -> None:
    settings.OUTBREAK_CALL_MACHINE = name
    lead, now = staff("supervisor"), timezone.now()
    centre(lead, now=now)
    case = reached(lead, now=now)
    with as_system():
        for hours in (30, 40):
            climbing.climb(now=now + timedelta(hours=hours))
        assert Task.objects.count() == 0
    for _again in range(2):
        asking.ask(case=str(case.public_id), key="a", now=now + timedelta(hours=41))
    with as_system():
        assert (Observation.objects.count(), Task.objects.count()) == (reports, tasks)


@pytest.mark.django_db
@pytest.mark.parametrize("heard", [Heard(spo2=9), Heard(spo2=980), Heard(temperature=Decimal(365), spo2=97)])
def test_who_keys_in_a_figure_that_no_body_has_is_called_by_a_person(
    monkeypatch: pytest.MonkeyPatch, heard: Heard
) -> None:
    class Mistyped:
        def ask(self, asked: Asked) -> Heard:
            return heard

    lead, now = staff("supervisor"), timezone.now()
    centre(lead, now=now)
    case = reached(lead, now=now)
    monkeypatch.setattr(asking, "machine", Mistyped)
    asking.ask(case=str(case.public_id), key="a", now=now)
    with as_system():
        assert [task.cause for task in Task.objects.all()] == ["call"]
        assert Observation.objects.filter(spo2=heard.spo2).count() == 0
