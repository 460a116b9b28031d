"""Random histories: no open case is without owner and deadline, no RED without an open task, whoever does what."""

import secrets
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.library import receipts
from naniwa.services.outbreak.models import Case, Centre, Observation, Passing, Task, Way
from naniwa.services.outbreak.operations import calling, climbing, closing, erasing, observing, reporting, tasks
from naniwa.services.outbreak.operations.observing import Said
from naniwa.services.outbreak.rules.broken import BrokenRule, NotOfThisCentre
from naniwa.services.outbreak.tests.people import (
    HERE,
    NOW,
    OTHER,
    PATIENT,
    THERE,
    centre,
    fresh,
    reached,
    reported,
    staff,
)

pytestmark = pytest.mark.django_db

OWNERLESS = "SELECT count(*) FROM outbreak_case WHERE closed_at IS NULL AND (owner_id IS NULL OR next_due_at IS NULL)"
UNANSWERED = """
    SELECT count(*) FROM outbreak_observation o JOIN outbreak_task t ON t.id = o.task_id
    WHERE o.level = 'red' AND (t.closed_at < o.at OR t.case_id <> o.case_id)
"""
TASKLESS = "SELECT count(*) FROM outbreak_observation WHERE level = 'red' AND task_id IS NULL"
LEFT_BEHIND = """
    SELECT count(*) FROM outbreak_task t JOIN outbreak_case c ON c.id = t.case_id
    WHERE t.closed_at IS NULL AND c.closed_at < t.opened_at AND t.cause <> 'red'
"""
CLOSED_OVER = """
    SELECT count(*) FROM outbreak_task t JOIN outbreak_case c ON c.id = t.case_id
    WHERE t.closed_at IS NULL AND c.closed_at > t.opened_at
"""
FORGOTTEN = """
    SELECT count(*) FROM outbreak_case c WHERE c.erased_at IS NOT NULL
        AND (c.closed_at IS NULL OR EXISTS (SELECT FROM outbreak_task t WHERE t.case_id = c.id AND t.closed_at IS NULL))
"""
ACTS = (
    "report", "report", "take", "take_next", "reach", "reach", "miss", "miss", "hand", "move", "red", "red", "red",
    "green", "finish", "finish", "finish", "close", "close", "climb", "escalate", "worse", "erase",
)  # fmt: skip
"""What somebody does next; what leads to the states in which something can go wrong stands more than once."""
HISTORIES, LENGTH, FEW = 6, 50, 6
SELDOM = (
    "reach first_contact", "miss first_contact", "move first_contact", "red observation", "red closed",
    "finish observation", "close observation", "close first_contact", "erase closed",
)  # fmt: skip
DONE_AT_LEAST = 1
"""Histories in which none of these happened would say little."""


class World:
    """Two centres with two callers each, and the clock."""

    def __init__(self) -> None:
        self.now: datetime = NOW
        self.done = Counter[str]()
        self.first, self.second = staff("supervisor"), staff("supervisor", office=OTHER)
        self.callers = [staff("caller"), staff("caller", email="second@example.jp")]
        self.centres: list[Centre] = [centre(self.first), centre(self.second, municipality=THERE)]

    def act(self, name: str, at: int) -> None:
        """One thing that somebody does, to whichever case `at` falls on; a refusal is an answer too."""
        with as_system():
            everybody = Case.objects.order_by("pk")
            cases = list(everybody if at % 5 == 0 else everybody.filter(closed_at=None))
            case = cases[at // 7 % len(cases)] if cases else None
            by = self.first if at % 4 < 2 else self.callers[at % 2]
            try:
                with transaction.atomic():
                    self.does(name, case, by, at)
                self.done[f"{name} {case.stage if case else ''}"] += 1
            except BrokenRule:
                pass
        self.now += timedelta(minutes=(at * 37) % 400)

    def does(self, name: str, case: Case | None, by: Staff, at: int) -> None:
        if case is None or (name == "report" and Case.objects.filter(closed_at=None).count() < FEW):
            town = HERE if at % 4 else THERE
            reporting.report(
                fields={**PATIENT, "municipality": town}, disease="covid-19", press=uuid4(), by=by, now=self.now
            )
            return
        acts: dict[str, Any] = {
            "report": lambda: None,  # there are enough of them
            "take": lambda: calling.take(case=case, by=by, now=self.now),
            "take_next": lambda: calling.take_next(by=by, now=self.now),
            "reach": lambda: self.call(case, by, "reached"),
            "miss": lambda: self.call(case, by, "no_answer"),
            "hand": lambda: calling.hand_over(
                case=case, to=self.callers[at % 2].person, note="", by=self.first, now=self.now
            ),
            "move": lambda: calling.hand_to_centre(
                case=case, centre=self.centres[at % 2], note="", by=by, now=self.now
            ),
            "red": lambda: self.say(case, Said(spo2=90)),
            "green": lambda: self.say(case, Said(temperature=Decimal("36.5"))),
            "finish": lambda: [
                tasks.finish(task=one, result="電話した", by=by, now=self.now)
                for one in Task.objects.filter(case=case, closed_at=None)[:1]
            ],
            "close": lambda: closing.close(case=case, outcome="moved", by=by, now=self.now),
            "climb": lambda: climbing.climb(now=self.now),
            "escalate": lambda: (calling.escalate(now=self.now), tasks.escalate(now=self.now)),
            "erase": lambda: erasing.go_on(now=self.now + timedelta(days=365 * 6)),
            "worse": lambda: reporting.change(case=case, fields={"severity": "severe"}, by=by, now=self.now),
        }
        acts[name]()

    def call(self, case: Case, by: Staff, result: str) -> None:
        calling.note_call(case=case, result=result, note="", press=uuid4(), by=by, now=self.now)

    def say(self, case: Case, said: Said) -> None:
        observing.record(case=case, said=said, way=Way.PATIENT, press=uuid4(), by=None, now=self.now)


def broken() -> list[int]:
    every = (OWNERLESS, UNANSWERED, TASKLESS, LEFT_BEHIND, CLOSED_OVER, FORGOTTEN)
    with as_system(), connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"({one})" for one in every))
        return list(cursor.fetchone())


def test_no_history_leaves_a_case_without_owner_or_a_red_without_a_task() -> None:
    world = World()
    for seed in range(HISTORIES):
        chance, world.now = Random(seed), NOW  # noqa: S311 - not a secret
        with transaction.atomic():
            for name in ("report", "report", "reach"):
                world.act(name, 0)
            for _ in range(LENGTH):
                name, at = chance.choice(ACTS), chance.randrange(1_000)
                world.act(name, at)
                assert broken() == [0] * 6, (seed, name, at)
            transaction.set_rollback(True)
    assert {one: world.done[one] for one in SELDOM if world.done[one] < DONE_AT_LEAST} == {}


def refused(act: Any) -> str:
    """The constraint that the database names when it refuses this."""
    with pytest.raises(IntegrityError) as caught, as_system(), transaction.atomic():
        act()
    cause: Any = caught.value.__cause__
    return str(cause.diag.constraint_name)


def removed(task: Task) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM outbreak_task WHERE id = %s", [task.pk])


def test_the_database_itself_refuses_what_would_break_it() -> None:
    first = staff("supervisor")
    centre(first)
    case = reached(first)
    with as_system():
        made = observing.record(
            case=case,
            said=Said(spo2=90),
            way=Way.PATIENT,
            press=uuid4(),
            by=None,
            now=NOW,
        )
        task = made.task
    assert task is not None
    cases, urgent, said = Case.objects.filter(pk=case.pk), Task.objects.filter(pk=task.pk), Observation.objects
    ended = {"closed_at": NOW, "closed_by": first.person, "result": "電話した"}
    whole = {"case": case, "at": NOW, "way": "patient", "rules": 0, "level": "red"}
    assert refused(lambda: cases.update(owner=None)) == "outbreak_an_open_case_has_an_owner_and_a_deadline"
    assert refused(lambda: cases.update(next_due_at=None)) == "outbreak_an_open_case_has_an_owner_and_a_deadline"
    assert (
        refused(lambda: cases.update(closed_at=NOW, stage="closed", outcome="died")) == "outbreak_closes_without_tasks"
    )
    assert refused(lambda: urgent.update(closed_at=NOW)) == "outbreak_a_person_closes_a_task_and_says_how"
    assert refused(lambda: removed(task)) == "outbreak_stays"
    assert refused(lambda: said.filter(pk=made.pk).update(level="green")) == "outbreak_stays"
    assert refused(lambda: said.create(**whole)) == "outbreak_red_has_an_open_task"
    with as_system():
        urgent.update(**ended)
    assert refused(lambda: said.create(**whole, task=task)) == "outbreak_red_has_an_open_task"
    assert refused(lambda: urgent.update(closed_at=None, closed_by=None, result="")) == "outbreak_stays"


def test_a_second_red_joins_the_open_task_and_one_after_its_end_opens_another() -> None:
    first = staff("supervisor")
    centre(first)
    case = reached(first)
    world_now = NOW
    found = []
    for minutes, said in ((0, 90), (5, 89)):
        with as_system():
            made = observing.record(
                case=case, said=Said(spo2=said), way=Way.PATIENT, press=uuid4(), by=None,
                now=world_now + timedelta(minutes=minutes),
            )  # fmt: skip
        found.append(made.task)
    assert found[0] == found[1]
    with as_system():
        tasks.finish(task=found[0], result="救急車を手配した", by=first, now=NOW + timedelta(minutes=9))  # type: ignore[arg-type] # it is RED
        third = observing.record(
            case=case,
            said=Said(spo2=88),
            way=Way.PATIENT,
            press=uuid4(),
            by=None,
            now=NOW + timedelta(minutes=10),
        )
    assert third.task not in {None, found[0]}


def test_the_work_list_goes_by_deadline_and_two_callers_never_get_the_same() -> None:
    first, caller, other = staff("supervisor"), staff("caller"), staff("caller", email="b@example.jp")
    centre(first)
    young = reported(first, born_on=PATIENT["born_on"].replace(year=1990))
    old = reported(first, factors=["heart"])
    with as_system():
        assert [calling.take_next(by=one, now=NOW).pk for one in (caller, other)] == [old.pk, young.pk]


def test_a_case_that_goes_to_another_centre_leaves_its_number_which_is_somebody_elses_there() -> None:
    first, second = staff("supervisor"), staff("supervisor", office=OTHER)
    centre(first)
    there = centre(second, municipality=THERE)
    moving, theirs = reported(first), reported(second)
    with as_system():
        Case.objects.filter(pk__in=[moving.pk, theirs.pk]).update(local_number="12")
        calling.hand_to_centre(case=fresh(moving), centre=there, note="転居", by=first, now=NOW)
    assert (fresh(moving).local_number, fresh(theirs).local_number) == ("", "12")
    with as_system():
        assert "12" in Passing.objects.get(kind="centre").note


def test_a_colleague_whose_appointment_ends_next_year_takes_over_until_then() -> None:
    first, colleague = staff("supervisor"), staff("caller")
    centre(first)
    case, later = reported(first), reported(first)
    with as_system():
        colleague.person.appointments.update(ends_on=NOW.date() + timedelta(days=90))
        calling.hand_over(case=case, to=colleague.person, note="", by=first, now=NOW)
        assert fresh(case).owner == colleague.person
        with pytest.raises(NotOfThisCentre):
            calling.hand_over(case=later, to=colleague.person, note="", by=first, now=NOW + timedelta(days=91))
        first.person.appointments.update(ends_on=NOW.date() + timedelta(days=90))
    assert centre(first).on_duty == first.person


def test_a_code_that_somebody_has_is_drawn_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    first = staff("supervisor")
    centre(first)
    drawn = iter([7, 7, 8])
    monkeypatch.setattr(secrets, "randbelow", lambda most: next(drawn) if most == 10**8 else 0)
    monkeypatch.setattr(receipts, "new", lambda prefix: f"{prefix}-{uuid4().hex[:12]}")
    codes = [fresh(reached(first)).code for _case in range(2)]
    assert codes == ["00000007", "00000008"]


def test_a_ladder_of_many_asks_for_the_rules_once() -> None:
    first = staff("supervisor")
    centre(first)
    asked = []
    for size in (1, 4):
        for _case in range(size):
            reached(first)
        with as_system(), CaptureQueriesContext(connection) as seen:
            assert climbing.climb(now=NOW + timedelta(days=3)) == size
        asked.append(len(seen))
        with as_system():
            Case.objects.update(next_due_at=NOW + timedelta(days=30))
    assert asked[0] == asked[1]


@pytest.mark.django_db(transaction=True)
def test_presses_of_one_form_at_the_same_moment_report_one_case() -> None:
    first, press, line = staff("supervisor"), uuid4(), Barrier(6)
    centre(first)

    def report(_press: int) -> str:
        try:
            connection.ensure_connection()
            line.wait(timeout=60)
            with as_system():
                return reporting.report(fields=PATIENT, disease="covid-19", press=press, by=first, now=NOW).reference
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        assert len(set(threads.map(report, range(6)))) == 1
