"""Writing records, by whom and for whose eyes."""

from datetime import UTC, datetime

import pytest

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.models import Record
from naniwa.kernel.organisations.isolation import as_system

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 5, 1, 9, tzinfo=UTC)


def _records() -> list[tuple[str, str]]:
    return list(Record.objects.order_by("pk").values_list("action", "target"))


def test_someone_without_any_scope_can_add_a_record_and_see_none() -> None:
    audit.record("people.link_asked", by=None, target="a", now=NOW)
    assert _records() == []
    with as_system():
        assert _records() == [("people.link_asked", "a")]
