"""An account that nobody ever used goes after 90 days; one that anything names stays."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people import operations as people
from naniwa.kernel.people.models import EmailLink, Person, Purpose

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=timezone.get_default_timezone())
OLD = NOW - timedelta(days=91)


def account(**facts: Any) -> Person:
    return Person.objects.create(**{"email": "a@example.jp", "created_at": OLD, **facts})


def erased() -> int:
    with as_system():
        return people.erase_unused(now=NOW)


def test_an_account_that_was_never_used_goes() -> None:
    account()
    assert (erased(), Person.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    "facts",
    [{"last_login": OLD}, {"created_at": NOW - timedelta(days=89)}, {"kind": "staff"}],
    ids=["somebody signed in", "it is young", "it is a colleague's"],
)
def test_others_stay(facts: dict[str, Any]) -> None:
    account(**facts)
    assert (erased(), Person.objects.count()) == (0, 1)


def test_an_account_that_something_names_stays() -> None:
    person = account()
    people.issue(purpose=Purpose.NEW_ADDRESS, email="b@example.jp", now=NOW, person=person)
    assert erased() == 0
    EmailLink.objects.all().delete()
    assert erased() == 1
