"""What the demo lays out."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from naniwa.kernel.jobs.pending import run_pending
from naniwa.kernel.mandates import queries as mandates
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.payments.models import Run
from naniwa.services.inventory.models import Part, Procedure, Seal
from naniwa.services.inventory.operations import sampling
from naniwa.services.inventory.samples import entries
from naniwa.services.outbreak.models import Facility, FeedImport, PlacementRequest, Suggested
from naniwa.services.outbreak.operations import beds_matching
from naniwa.services.procedures.models import Application, State
from naniwa.web import demo
from naniwa.web.demo import inventory, outbreak, people, sample

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


def test_the_scrivener_of_the_demo_has_a_client_and_waits_for_another() -> None:
    ready = people.load()
    sample.lay_out(ready, count=20, now=timezone.now())
    with as_system():
        held = {one.principal: str(one.state) for one in mandates.held(ready["scrivener"])}
    assert held == {ready["resident"]: "confirmed", ready["business"]: "proposed"}


def test_applicants_keep_arriving() -> None:
    sample.lay_out(people.load(), count=20, now=timezone.now())
    with as_system():
        before = Application.objects.count()
    while sample.arrive(now=timezone.now()) is None:
        pass
    with as_system():
        assert Application.objects.count() == before + 1


def test_the_demo_shows_an_inventory_with_something_decided_and_a_survey_under_way() -> None:
    ready = people.load()
    with as_system():
        for _ in range(2):
            inventory.fill(publisher=ready["publisher"], contact=ready["reviewer_a"], now=timezone.now(), count=180)
        assert Procedure.objects.count() == 180
        assert Procedure.objects.filter(accepted__gt=0).count() == inventory.REDESIGNED
        assert Seal.objects.filter(decision="abolish").exists()
        assert Part.objects.filter(department__contact=ready["reviewer_a"]).count() == 1


def test_the_inventory_is_filled_by_the_worker_after_the_first_start(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.SIGNING_ROOT = tmp_path  # other tests start without seals
    monkeypatch.setattr(sampling, "entries", lambda _count: entries(60))
    demo.prepare(applicants=0)
    run_pending(now=timezone.now())
    with as_system():
        found = Procedure.objects.count()
    assert found > 0


def test_the_outbreak_is_filled_once_with_figures_facilities_and_people_who_wait() -> None:
    coordinator = people.load()["coordinator"]
    for _again in range(2):
        outbreak.fill(coordinator=coordinator, now=timezone.now())
    with as_system():
        assert (Facility.objects.count(), FeedImport.objects.count(), PlacementRequest.objects.count()) == (14, 1, 14)
        beds_matching.match(now=timezone.now())
        assert Suggested.objects.filter(pool__isnull=False).exists()
