"""The registration of a dog: a procedure that pays nothing, with its cases."""

from datetime import timedelta

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.definitions import FOLDER
from naniwa.services.procedures.models import Application
from naniwa.services.procedures.operations import review
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import factories

DOG = FOLDER / "library" / "dog-registration.yaml"
CHILD = FOLDER / "library" / "child-allowance.yaml"
CLEAN = "a vaccinated dog"
OF_MONEY = ("支給", "振込", "振り込", "口座", "transfer", "grant", "account", "money", "Amount")


def received(dog: Live) -> Application:
    return factories.received(dog, name=CLEAN, now=dog.opens_at)


def reviewed(dog: Live, reviewer: Person, outcome: str) -> Application:
    case = received(dog)
    now = dog.opens_at + timedelta(days=1)
    with as_system():
        review.claim(application=case, by=reviewer, now=now)
        return review.finish_review(
            application=case, outcome=outcome, amount_yen=None, comment="所見", by=reviewer, now=now
        )
