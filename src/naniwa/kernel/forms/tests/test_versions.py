"""A published version stays as it is."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction

from naniwa.kernel.audit.models import Record
from naniwa.kernel.forms import operations, queries
from naniwa.kernel.forms.models import Version
from naniwa.kernel.organisations.isolation import as_system

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def publish(source: str = "a: 1", slug: str = "grant", **window: datetime) -> Version:
    return operations.publish(kind="test", slug=slug, source=source, window=window, by=None, now=NOW)


def test_versions_are_counted_from_one() -> None:
    assert [publish("a: 1").number, publish("a: 2").number, publish("a: 1", slug="other").number] == [1, 2, 1]


def test_publishing_the_same_again_gives_the_version_there_is() -> None:
    first = publish()
    assert publish() == first
    assert Version.objects.count() == 1


def test_another_window_is_another_version() -> None:
    publish()
    shifted = publish(opens_at=NOW)
    assert (shifted.number, shifted.window) == (2, {"opens_at": "2026-11-22T09:00:00+00:00"})


def test_a_version_cannot_be_changed() -> None:
    version = publish()
    with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(source="b: 2")
    assert Version.objects.get(pk=version.pk).source == "a: 1"


def test_a_version_cannot_be_deleted() -> None:
    version = publish()
    with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
        Version.objects.filter(pk=version.pk).delete()
    assert Version.objects.filter(pk=version.pk).exists()


def test_publishing_is_on_record() -> None:
    version = publish()
    with as_system():
        record = Record.objects.get(action="forms.published")
    assert (record.target, record.detail["digest"]) == ("grant 1", version.digest)


def test_the_latest_version_is_the_live_one() -> None:
    assert queries.latest("test", "grant") is None
    publish("a: 1")
    second = publish("a: 2")
    other = publish("c: 1", slug="other")
    assert queries.latest("test", "grant") == second
    assert queries.all_latest("test") == [second, other]
    assert [version.number for version in queries.history("test", "grant")] == [2, 1]
