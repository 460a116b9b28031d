"""The shipped organisations."""

import pytest

from naniwa.kernel.organisations import operations, queries
from naniwa.kernel.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def test_the_prefecture_has_its_43_municipalities() -> None:
    operations.load_reference()
    assert queries.prefecture().name == "大阪府"
    assert len(queries.municipalities()) == 43


def test_loading_twice_changes_nothing() -> None:
    assert operations.load_reference() == operations.load_reference() == Organisation.objects.count()
