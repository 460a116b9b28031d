"""Several people at once: numbers are given once, and one press is one row."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from django.db import connection

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.services.inventory.models import Department, Procedure, Seal
from naniwa.services.inventory.operations import saving
from naniwa.services.inventory.tests import office

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, EACH = 6, 4


def at_once(work: Callable[[int], None]) -> None:
    """Each in a thread with a connection of its own."""

    def in_thread(number: int) -> None:
        try:
            work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(in_thread, range(WRITERS)))


def added(number: UUID, by: Staff, title: str) -> None:
    with as_system():
        saving.add(number=number, entry=office.entry(title=title), by=by, now=office.NOW)


def test_rows_that_are_added_at_once_get_numbers_of_their_own() -> None:
    lead = office.lead()

    def add_some(writer: int) -> None:
        for row in range(EACH):
            added(uuid4(), lead, f"第{writer}-{row}の届")

    at_once(add_some)
    with as_system():
        numbers = sorted(Procedure.objects.values_list("number", flat=True))
        assert numbers == list(range(1, WRITERS * EACH + 1))
        assert (Department.objects.count(), Seal.objects.count()) == (1, WRITERS * EACH)


def test_one_number_pressed_by_many_is_one_row() -> None:
    lead, number = office.lead(), uuid4()
    at_once(lambda writer: added(number, lead, f"第{writer}の届"))
    with as_system():
        assert Procedure.objects.count() == 1


def test_of_changes_at_once_one_is_kept_and_the_others_are_told() -> None:
    lead = office.lead()
    row = office.row(lead)
    told: list[int] = []

    def change(writer: int) -> None:
        try:
            with as_system():
                changed = office.entry(volume=str(writer + 1))
                saving.change(procedure=row, entry=changed, seen=1, by=lead, now=office.NOW)
        except saving.ChangedMeanwhile:
            told.append(writer)

    at_once(change)
    kept = office.fresh(row)
    assert kept.edition == 2
    assert sorted([*told, (kept.volume or 0) - 1]) == list(range(WRITERS))
