"""Loading rows by sets."""

import pytest
from django.db import connection

from naniwa.kernel.organisations import bulk
from naniwa.kernel.organisations.models import Organisation

pytestmark = pytest.mark.django_db
COLUMNS = ["id", "code", "kind", "name", "name_kana", "name_en", "phone", "email", "hours", "hours_en"]


@pytest.mark.parametrize("count", [1, bulk.FEW, bulk.FEW + 1, 1_000])
def test_few_and_many_rows_arrive_alike(count: int) -> None:
    ids = bulk.reserve_ids(Organisation, count)
    rows = [(number, f"x{number}", "prefecture", "葛󠄀城\t県\\N", "", "", "", "", "", "") for number in ids]
    assert bulk.load(Organisation, COLUMNS, rows) == count
    assert Organisation.objects.filter(name="葛󠄀城\t県\\N").count() == count


def test_no_rows_are_no_statement() -> None:
    assert bulk.load(Organisation, COLUMNS, []) == 0


@pytest.mark.parametrize("count", [1, 500])
def test_rows_are_amended_by_sets(count: int) -> None:
    ids = bulk.reserve_ids(Organisation, count)
    bulk.load(
        Organisation, COLUMNS, [(number, f"x{number}", "prefecture", "前", "", "", "", "", "", "") for number in ids]
    )
    assert bulk.amend(Organisation, ["id", "name"], [(number, f"後{number}") for number in ids]) == count
    assert Organisation.objects.get(pk=ids[0]).name == f"後{ids[0]}"


def test_an_array_arrives_as_it_was_whatever_its_texts_hold() -> None:
    texts = ["", "NULL", "a,b", '"', "\\", '\\"', "{}", " 髙橋 ", "name:271004|葛󠄀城"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text[]", [bulk.array(texts)])
        assert cursor.fetchone() == (texts,)
