"""What the demo lays out."""

import pytest
from django.utils import timezone

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.payments.models import Run
from naniwa.services.procedures.models import Application, State
from naniwa.web.demo import people, sample

pytestmark = pytest.mark.django_db


def test_the_demo_shows_cases_in_every_state_and_runs_at_each_step() -> None:
    sample.lay_out(people.load(), count=150, now=timezone.now())
    with as_system():
        assert set(Application.objects.values_list("state", flat=True)) == set(State.values)
        assert set(Run.objects.values_list("state", flat=True)) == {"draft", "released", "confirmed"}


def test_the_business_of_the_demo_is_asked_to_correct_its_application() -> None:
    ready = people.load()
    sample.lay_out(ready, count=20, now=timezone.now())
    with as_system():
        [case] = Application.objects.filter(person=ready["business"])
    assert case.state == State.NEEDS_CORRECTION


def test_applicants_keep_arriving() -> None:
    sample.lay_out(people.load(), count=20, now=timezone.now())
    with as_system():
        before = Application.objects.count()
    while sample.arrive(now=timezone.now()) is None:
        pass
    with as_system():
        assert Application.objects.count() == before + 1
