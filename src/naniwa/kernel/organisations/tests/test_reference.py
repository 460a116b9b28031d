"""The shipped organisations."""

import pytest
from django.utils.translation import override

from naniwa.kernel.organisations import operations, queries, reference
from naniwa.kernel.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def test_the_prefecture_has_its_43_municipalities() -> None:
    operations.load_reference()
    assert queries.prefecture().name == "大阪府"
    assert len(queries.municipalities()) == 43


def test_loading_twice_changes_nothing() -> None:
    assert operations.load_reference() == operations.load_reference() == Organisation.objects.count()


def test_opening_hours_are_told_in_the_readers_language() -> None:
    operations.load_reference()
    with override("en"):
        assert queries.prefecture().open_hours == "weekdays, 9:00 to 17:45"
    with override("ja"):
        assert queries.prefecture().open_hours == "平日 9時から17時45分まで"


def test_every_office_that_tells_its_hours_tells_them_in_english_too() -> None:
    operations.load_reference()
    assert not Organisation.objects.exclude(hours="").filter(hours_en="").exists()


def test_the_shipped_list_is_what_is_loaded() -> None:
    operations.load_reference()
    assert sorted(reference.listed_codes()) == sorted(Organisation.objects.values_list("code", flat=True))
