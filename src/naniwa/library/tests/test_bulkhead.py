"""Only so many at once; whoever waits for something else makes room; coming back never waits."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest

from naniwa.library.bulkhead import Bulkhead

SOON = 10.0


def test_no_more_than_its_places_are_inside_at_once() -> None:
    bulkhead, inside, most = Bulkhead(2, long=SOON), [], []

    def work(number: int) -> None:
        with bulkhead.inside():
            inside.append(number)
            most.append(len(inside))
            sleep(0.005)
            inside.remove(number)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(24)))
    assert max(most) == 2


def test_whoever_waits_outside_lets_another_in_and_comes_back_without_waiting() -> None:
    bulkhead, came, back = Bulkhead(1, long=SOON), Event(), Event()

    def first() -> None:
        with bulkhead.inside():
            with bulkhead.outside():
                assert came.wait(SOON)
            back.set()

    def second() -> None:
        with bulkhead.inside():
            came.set()
            assert back.wait(SOON), "what it waits for is held by the one outside"

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(first), threads.submit(second)]:
            done.result(SOON)


def test_a_place_is_free_again_after_an_error() -> None:
    bulkhead = Bulkhead(1)
    with pytest.raises(ValueError, match="twice"), bulkhead.inside(), bulkhead.outside():
        int("twice")
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(_pass_through, bulkhead).result(SOON)


def test_whoever_stays_long_keeps_nobody_waiting() -> None:
    bulkhead, done = Bulkhead(1, long=0.05), Event()

    def stays() -> None:
        with bulkhead.inside():
            assert done.wait(SOON)

    with ThreadPoolExecutor(2) as threads:
        long = threads.submit(stays)
        assert threads.submit(_pass_through, bulkhead).result(SOON)
        done.set()
        long.result(SOON)


def test_outside_means_nothing_without_a_place() -> None:
    bulkhead = Bulkhead(1)
    with bulkhead.outside(), bulkhead.inside():
        pass
    assert _pass_through(bulkhead)


def _pass_through(bulkhead: Bulkhead) -> bool:
    with bulkhead.inside():
        return True
