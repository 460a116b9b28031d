"""The way of a patient through the pages: reported by a clinic, called, reporting by phone, RED, answered, recovered."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.outbreak.models import Attempt, Case, Observation, RuleVersion, Task, Way
from naniwa.services.outbreak.operations import calling, climbing, closing, observing, surroundings
from naniwa.services.outbreak.operations.observing import Said
from naniwa.services.outbreak.queries import observation, regimes
from naniwa.services.outbreak.queries import surroundings as around
from naniwa.services.outbreak.rules.broken import NotYet
from naniwa.services.outbreak.tests.people import CLINIC, OTHER, PATIENT, THERE, centre, fresh, reached, reported, staff
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db


def posted(**changes: str) -> dict[str, str]:
    return {**{key: str(value) for key, value in PATIENT.items()}, "number": str(uuid4()), **changes}


def test_a_clinic_reports_in_eight_answers_and_the_centre_of_the_town_has_it_at_once(client: Client) -> None:
    supervisor, doctor = staff("supervisor"), staff("clinic", office=CLINIC)
    enter(client, doctor.person, "mfa")
    url = reverse("outbreak:report")
    assert client.post(url, posted()).status_code == 422  # no centre looks after the town yet
    centre(supervisor, now=timezone.now())
    page = client.get(url).content.decode()
    needed = re.findall(r'name="(\w+)"[^>]*required', page)
    assert len(set(needed)) <= 8
    body = posted(onset_on="")
    for _press in range(2):
        assert client.post(url, body).status_code == 302
    with as_system():
        case = Case.objects.get()
    assert (case.organisation_id, case.partner_id) == (supervisor.organisation.pk, doctor.organisation.pk)
    assert (case.owner, case.source, case.stage) == (supervisor.person, "clinic", "first_contact")
    shown = client.get(reverse("outbreak:case", args=[case.public_id]))
    assert "06-0000-0000" in shown.content.decode()
    assert client.get(reverse("outbreak:change", args=[case.public_id])).status_code == 403


def test_from_the_queue_to_the_certificate(client: Client) -> None:
    supervisor, caller = staff("supervisor"), staff("caller")
    now = timezone.now()
    centre(supervisor, now=now)
    old = (now - timedelta(days=12)).date()
    case = reported(supervisor, now=now, onset_on=old, diagnosed_on=old)
    desk = enter(Client(), caller.person, "mfa")
    assert "難波 花子" in desk.get(reverse("outbreak:queue")).content.decode()
    assert desk.post(reverse("outbreak:take_next"))["Location"] == reverse("outbreak:case", args=[case.public_id])
    called = {"result": "reached", "note": "元気", "number": str(uuid4())}
    assert desk.post(reverse("outbreak:call", args=[case.public_id]), called).status_code == 302
    code = fresh(case).code
    entrance, today = reverse("outbreak:enter"), reverse("outbreak:patient")
    wrong = client.post(entrance, {"code": code, "born_on": "1950-04-02"})
    unknown = client.post(entrance, {"code": "00000000", "born_on": "1950-04-01"})
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert client.get(today).status_code == 302
    assert client.post(entrance, {"code": f"{code[:4]}-{code[4:]}", "born_on": "1950-04-01"}).status_code == 302
    assert client.post(today, {"temperature": "百度"}).status_code == 422
    assert client.post(today, {}).status_code == 422
    press = {"number": str(uuid4()), "spo2": "92", "temperature": "36.9"}
    for _press in range(2):
        assert client.post(today, press).status_code == 302
    assert "119" in client.get(reverse("outbreak:thanks")).content.decode()
    with as_system():
        task = Task.objects.get()
        assert Observation.objects.count() == 1
    end = reverse("outbreak:close", args=[case.public_id])
    desk.post(end, {"outcome": "recovered"})
    assert fresh(case).closed_at is None
    page = desk.get(reverse("outbreak:task", args=[task.public_id])).content.decode()
    assert "nw-chart__picture" in page
    desk.post(reverse("outbreak:task", args=[task.public_id]), {"result": "救急車を手配した"})
    desk.post(end, {"outcome": "recovered"})
    pdf = desk.get(reverse("outbreak:certificate", args=[case.public_id]))
    assert pdf.content.startswith(b"%PDF")
    with as_system():
        kinds = set(Record.objects.filter(target=case.reference).values_list("action", flat=True))
    assert {
        "outbreak.called",
        "outbreak.read",
        "outbreak.entered",
        "outbreak.observed",
        "outbreak.certificate",
    } <= kinds


@pytest.mark.parametrize(("language", "words"), [("zh", "血氧饱和度"), ("vi", "Triệu chứng"), ("easy", "ゼーゼー")])
def test_the_patient_is_asked_in_their_language(client: Client, language: str, words: str) -> None:
    supervisor = staff("supervisor")
    centre(supervisor, now=timezone.now())
    case = reached(supervisor, now=timezone.now())
    client.post(reverse("outbreak:enter"), {"code": fresh(case).code, "born_on": "1950-04-01"})
    assert words in client.get(reverse("outbreak:patient") + f"?language={language}").content.decode()


def test_guessing_codes_is_stopped(client: Client) -> None:
    answers = [client.post(reverse("outbreak:enter"), {"code": "1", "born_on": "1950-04-01"}) for _ in range(12)]
    assert answers[-1].status_code == 429


def test_a_missing_report_climbs_and_is_faster_for_more_risk(client: Client) -> None:
    supervisor = staff("supervisor")
    now = timezone.now()
    centre(supervisor, now=now)
    young = reached(supervisor, now=now, born_on=PATIENT["born_on"].replace(year=1990), email="a@example.jp")
    old = reached(supervisor, now=now, factors=["heart", "immune"])
    steps: dict[int, list[int]] = {young.pk: [], old.pk: []}
    for half_hours in range(120):
        with as_system():
            climbing.climb(now=now + timedelta(minutes=30 * half_hours))
            for case in Case.objects.all():
                steps[case.pk].append(case.ladder)
    assert steps[young.pk][-1] == steps[old.pk][-1] == 4
    assert steps[old.pk].index(4) < steps[young.pk].index(4)
    with as_system():
        assert set(Task.objects.values_list("cause", flat=True)) == {"call", "person", "visit"}
        observing.record(case=old, said=Said(spo2=98), way=Way.STAFF, press=uuid4(), by=supervisor, now=now)
    assert fresh(old).ladder == 0


def test_a_case_goes_to_another_centre_with_its_tasks_and_late_ones_rise() -> None:
    first, second = staff("supervisor"), staff("supervisor", office=OTHER)
    now = timezone.now()
    centre(first, now=now)
    there = centre(second, municipality=THERE, now=now)
    case, late = reached(first, now=now), reported(first, now=now)
    with as_system():
        observing.record(case=case, said=Said(spo2=90), way=Way.STAFF, press=uuid4(), by=first, now=now)
        calling.hand_to_centre(case=case, centre=there, note="転居", by=first, now=now)
        assert Task.objects.get().owner == second.person
        assert calling.escalate(now=now + timedelta(days=2)) == 1
    assert (fresh(case).owner, fresh(case).organisation) == (second.person, second.organisation)
    assert fresh(late).escalated_at is not None


def test_rules_are_tried_then_proposed_and_a_doctor_who_is_another_approves_them(client: Client) -> None:
    doctor, other = staff("physician"), staff("physician", email="other@example.jp")
    centre(staff("supervisor"), now=timezone.now())
    desk, colleague = enter(Client(), doctor.person, "mfa"), enter(Client(), other.person, "mfa")
    url, text = (
        reverse("outbreak:rules"),
        regimes.text_in_force("covid-19").replace("spo2_at_most: 93", "spo2_at_most: 94"),
    )
    assert desk.post(url, {"text": text, "note": "手引きの改訂", "try": "yes"}).status_code == 200
    assert desk.post(url, {"text": "slug: x", "note": "a"}).status_code == 422
    for _press in range(2):
        desk.post(url, {"text": text, "note": "手引きの改訂"})
    with as_system():
        version = RuleVersion.objects.get()
    page = colleague.get(url).content.decode()
    assert "+  - {key: spo2_red, level: red, severity: moderate_2, spo2_at_most: 94" in page  # what would change
    assert "酸素飽和度が93以下" in page  # as a table
    approve = reverse("outbreak:approve_rules", args=[version.public_id])
    desk.post(approve)
    assert not regimes.in_force("covid-19").approved
    colleague.post(approve)
    assert regimes.in_force("covid-19").number == 1


def test_an_observer_notes_calls_and_a_page_names_who_may_be_the_same_person(client: Client) -> None:
    supervisor, observer = staff("supervisor"), staff("observer")
    now = timezone.now()
    centre(supervisor, now=now)
    case, twin = reached(supervisor, now=now), reported(supervisor, now=now)
    enter(client, observer.person, "mfa")
    called = {"result": "later", "note": "夕方にかけ直す", "number": str(uuid4())}
    for one in (case, twin):
        client.post(reverse("outbreak:call", args=[one.public_id]), called | {"number": str(uuid4())})
    with as_system():
        assert [one.case_id for one in Attempt.objects.filter(by=observer.person)] == [case.pk]
    assert twin.reference in client.get(reverse("outbreak:case", args=[case.public_id])).content.decode()


def test_only_the_rule_or_a_doctor_ends_isolation() -> None:
    supervisor, doctor = staff("supervisor"), staff("physician")
    now = timezone.now()
    centre(supervisor, now=now)
    today = now.date()
    case = reached(supervisor, now=now, onset_on=today, diagnosed_on=today)
    with as_system():
        with pytest.raises(NotYet):
            closing.close(case=case, outcome="recovered", by=supervisor, now=now)
        closing.close(case=case, outcome="recovered", by=doctor, now=now)
    assert (fresh(case).owner, fresh(case).stage) == (None, "closed")


def test_a_code_is_taken_in_full_width_figures_and_leaving_it_out_locks_nobody_out(client: Client) -> None:
    supervisor = staff("supervisor")
    centre(supervisor, now=timezone.now())
    code = fresh(reached(supervisor, now=timezone.now())).code
    for _time in range(12):
        assert client.post(reverse("outbreak:enter"), {"code": "", "born_on": ""}).status_code == 422
    wide = code.translate({ord("0") + figure: 0xFF10 + figure for figure in range(10)})
    assert client.post(reverse("outbreak:enter"), {"code": wide, "born_on": "1950-04-01"}).status_code == 302


def test_what_does_not_fit_on_one_page_is_on_the_next(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    supervisor = staff("supervisor")
    now = timezone.now()
    centre(supervisor, now=now)
    found = [reached(supervisor, now=now, name=name) for name in ("難波 一子", "難波 二子")]
    with as_system():
        for at, case in enumerate(found):
            observing.record(case=case, said=Said(spo2=90), way=Way.STAFF, press=uuid4(), by=supervisor, now=now)
            told: dict[str, Any] = {"case": case, "press": uuid4(), "by": supervisor, "now": now}
            surroundings.lodge(hotel="見本ホテル", room=f"50{at}", key_number="", meals="", **told)
            told["press"] = uuid4()
            surroundings.ask_transport(start="自宅", goal="病院", wanted_at=now, note="", **told)
    monkeypatch.setattr(observation, "PAGE", 1)
    monkeypatch.setattr(around, "PAGE", 1)
    enter(client, supervisor.person, "mfa")
    for name in ("tasks", "hotels", "transports"):
        pages = [client.get(reverse(f"outbreak:{name}"), {"page": number}).content.decode() for number in (1, 2)]
        assert [("一子" in page, "二子" in page) for page in pages] == [(True, False), (False, True)], name
        assert all("2件中" in page for page in pages)
