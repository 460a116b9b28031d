"""Searching by any number of values."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naniwa.kernel.organisations import operations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person

pytestmark = pytest.mark.django_db
MORE_THAN_A_STATEMENT_TAKES = 70_000


@pytest.fixture
def osaka() -> Organisation:
    operations.load_reference()
    return Organisation.objects.get(code="271004")


def test_there_may_be_more_values_than_a_statement_takes(osaka: Organisation) -> None:
    codes = [f"no-{number}" for number in range(MORE_THAN_A_STATEMENT_TAKES)]
    assert list(Organisation.objects.filter(code__among=[*codes, osaka.code])) == [osaka]
    numbers = range(10**6, 10**6 + MORE_THAN_A_STATEMENT_TAKES)
    assert list(Organisation.objects.filter(pk__among=[*numbers, osaka.pk])) == [osaka]


def test_the_text_of_the_statement_is_the_same_for_any_number(osaka: Organisation) -> None:
    with CaptureQueriesContext(connection) as seen:
        for values in ([osaka.pk], [osaka.pk, 0], {osaka.pk: "a mapping gives its keys"}):
            assert list(Organisation.objects.filter(pk__among=values)) == [osaka]
    assert len({query["sql"].partition("ANY")[0] for query in seen.captured_queries}) == 1


def test_nothing_is_among_no_values_and_nobody_is_asked(osaka: Organisation) -> None:
    with CaptureQueriesContext(connection) as seen:
        assert not Organisation.objects.filter(pk__among=[]).exists()
    assert not seen.captured_queries
    assert Organisation.objects.exclude(pk__among=[]).filter(pk=osaka.pk).exists()


def test_rows_their_keys_and_numbers_that_nobody_has_are_found_alike(osaka: Organisation) -> None:
    with as_system():
        taro = Person.objects.create(email="taro@example.jp")
        assert list(Person.objects.filter(public_id__among=[str(taro.public_id), uuid4()])) == [taro]
        assert list(Person.objects.filter(pk__among=[taro])) == [taro]
        assert not Person.objects.exclude(pk__among=[taro.pk]).exists()


def test_rows_are_found_by_what_they_point_to(osaka: Organisation) -> None:
    parent = osaka.parent
    assert parent is not None
    found = Organisation.objects.filter(parent__among=[parent], code=osaka.code)
    assert list(found) == list(found.filter(parent_id__among=[parent.pk], parent__code__among=[parent.code])) == [osaka]
