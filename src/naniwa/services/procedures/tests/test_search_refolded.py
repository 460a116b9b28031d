"""Cases that were stored by earlier code are found as new ones are, once their folded text has been made anew."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.staff_sessions import signed_in
from naniwa.services.procedures.tests.test_ledger import shown

pytestmark = pytest.mark.django_db
MIGRATION: Any = import_module("naniwa.services.procedures.migrations.0012_search_refolded")


def of_before(version: Live, street: str) -> tuple[Application, str]:
    """A case as the release before stored it, without the numbers of its lot side by side; and its text of now."""
    place = {**factories.example(version)["place"], "town": "大手前", "street": street}
    case = factories.received(version, now=timezone.now(), place=place)
    fresh = case.search
    old, _, lots = fresh.rpartition("|")
    assert "大手前2122" in lots
    stored(case, old)
    return case, fresh


def stored(case: Application, search: str) -> None:
    with as_system():
        Application.objects.filter(pk=case.pk).update(search=search)


def text_of(case: Application) -> str:
    with as_system():
        return Application.objects.get(pk=case.pk).search


@pytest.mark.parametrize("words", ["2-1-22", "二丁目1の22", "大手前２丁目１−２２"])
def test_a_case_of_before_is_found_however_its_address_is_written(version: Live, reviewer: Person, words: str) -> None:
    case, fresh = of_before(version, "2丁目1番22号")
    client = signed_in(reviewer)
    assert shown(client, words=words) == set()
    MIGRATION.refold(apps, None)
    assert shown(client, words=words) == {case.reference}
    assert text_of(case) == fresh


def test_every_set_is_refolded_and_what_an_interruption_left_is_done_next(
    version: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MIGRATION, "AT_ONCE", 2)
    cases = [of_before(version, "2丁目1番22号") for _ in range(5)]
    stored(*cases[0])
    MIGRATION.refold(apps, None)
    assert [text_of(case) for case, _ in cases] == [fresh for _, fresh in cases]


def test_what_is_folded_already_is_not_written_again(version: Live) -> None:
    of_before(version, "2丁目1番22号")
    with CaptureQueriesContext(connection) as first:
        MIGRATION.refold(apps, None)
    with CaptureQueriesContext(connection) as second:
        MIGRATION.refold(apps, None)
    assert any("bulk_rows" in query["sql"] for query in first)
    assert not any("bulk_rows" in query["sql"] for query in second)


def test_what_was_erased_stays_empty(version: Live) -> None:
    case = factories.received(version)
    stored(case, "")
    MIGRATION.refold(apps, None)
    assert text_of(case) == ""
