"""The line: who comes first goes first, and nobody passes those who wait."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from naniwa.kernel.arrivals import gate as gates
from naniwa.kernel.arrivals.gate import MOMENT, TICK, Gate, Turn
from naniwa.kernel.arrivals.load import Load
from naniwa.kernel.arrivals.models import Line
from naniwa.kernel.arrivals.pacing import FIRST

pytestmark = pytest.mark.django_db


class Busy(Load):
    """Four requests at work."""

    mean = 4.0


class Idle(Load):
    mean = 0.0


def _a_second_passes() -> None:
    time.sleep(TICK)


def test_while_the_site_is_free_nobody_stands_in_line() -> None:
    assert all(Gate(Idle()).ask() == Turn() for _ in range(5))
    assert not Line.objects.exclude(issued=0).exists()


def test_past_capacity_everybody_gets_a_place() -> None:
    gate = Gate(Busy())
    assert [gate.ask().place for _ in range(3)] == [1, 2, 3]
    assert gate.ask(2) == Turn(2, 2, 1)


def test_the_line_is_common_to_all_processes_and_goes_on_in_order() -> None:
    busy, other = Gate(Busy()), Gate(Busy())
    first, second, third = busy.ask(), other.ask(), busy.ask()
    assert [turn.number for turn in (first, second, third)] == [1, 2, 3]
    free = Gate(Idle())
    assert not free.ask().has_come, "whoever comes now stands behind those who wait"
    _a_second_passes()
    assert free.ask(first.number).has_come
    assert free.ask(third.number).has_come
    assert other.ask(4).has_come is False or Line.objects.get().served >= 4


def test_a_number_from_before_the_line_was_lost_counts_as_none() -> None:
    assert Gate(Idle()).ask(500) == Turn()
    assert Gate(Busy()).ask(500) == Turn(1, 1, 1)


def test_a_crowd_at_the_same_moment_is_not_let_in_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "monotonic", lambda: 100.0)
    gate = Gate(Idle())
    turns = [gate.ask() for _ in range(100)]
    at_once = int(FIRST * MOMENT)
    assert [turn.has_come for turn in turns] == [True] * at_once + [False] * (100 - at_once)
    assert [turn.place for turn in turns[at_once:]] == list(range(1, 101 - at_once))


def test_the_load_is_the_mean_of_the_last_seconds() -> None:
    load = Load()
    with load.working(), load.working():
        time.sleep(0.4)
        assert 0.2 < load.mean < 1.0
    risen = load.mean
    time.sleep(0.4)
    assert 0 < load.mean < risen


@pytest.mark.django_db(transaction=True)
def test_at_the_same_time_no_number_is_given_twice() -> None:
    gates = [Gate(Busy()) for _ in range(4)]

    def stand(gate: Gate) -> list[int]:
        try:
            return [gate.ask().number for _ in range(25)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        numbers = [number for some in threads.map(stand, gates) for number in some]
    assert sorted(numbers) == list(range(1, 101))
