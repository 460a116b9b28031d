"""What many tests of procedures share."""

import pytest

from naniwa.kernel.people.models import Person
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import factories


@pytest.fixture
def version(db: None) -> Live:
    return factories.published()


@pytest.fixture
def reviewer(version: Live) -> Person:
    return factories.staff("reviewer@pref.example.jp", "reviewer")


@pytest.fixture
def approver(version: Live) -> Person:
    return factories.staff("approver@pref.example.jp", "approver")
