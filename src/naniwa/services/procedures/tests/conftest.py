"""What many tests of procedures share."""

import pytest
from django.utils import timezone

from naniwa.kernel.people.models import Person
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import agency, factories
from naniwa.services.procedures.tests.dogs import DOG
from naniwa.services.procedures.tests.journeys import JOURNEY


@pytest.fixture
def version(db: None) -> Live:
    return factories.published()


@pytest.fixture
def reviewer(version: Live) -> Person:
    return factories.staff("reviewer@pref.example.jp", "reviewer")


@pytest.fixture
def approver(version: Live) -> Person:
    return factories.staff("approver@pref.example.jp", "approver")


@pytest.fixture
def journey(db: None) -> Live:
    """A short procedure that is open now."""
    return factories.published(JOURNEY, now=timezone.now())


@pytest.fixture
def agent(journey: Live) -> Person:
    """A daughter, who may be asked to apply for her mother."""
    return agency.daughter()


@pytest.fixture
def dog(db: None) -> Live:
    return factories.published(DOG)


@pytest.fixture
def pair(dog: Live) -> tuple[Person, Person]:
    """A reviewer and an approver of the office that registers dogs."""
    office = dog.procedure.office
    reviewer = factories.staff("reviewer@dogs.example.jp", "reviewer", office=office)
    return reviewer, factories.staff("approver@dogs.example.jp", "approver", office=office)
