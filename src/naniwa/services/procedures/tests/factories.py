"""What tests of procedures start from: a published grant, people, and cases brought to a state by the real operations."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from naniwa.kernel.organisations import operations as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Appointment, Person, PersonKind
from naniwa.library.periods import TOKYO, day_of
from naniwa.services.procedures import definitions
from naniwa.services.procedures.definitions.examples import answers_of
from naniwa.services.procedures.models import Application, Notice, Outcome
from naniwa.services.procedures.operations import corrections, decisions, intake, notices, publishing, review
from naniwa.services.procedures.operations.preparing import prepare
from naniwa.services.procedures.queries.live import Live, live

NOW = datetime(2020, 5, 1, 10, 0, tzinfo=TOKYO)
CLEAN = "a restaurant company that closed"
FAULTY = "an account in the representative's own name"
OFFICE = "270008-commerce"
CLOSURE = definitions.FOLDER / "closure-relief-grant.yaml"


def of_one_office(base: Path, folder: Path) -> Path:
    """A base of the library as an office publishes it for itself: since 2020, and no municipality takes it over."""
    file = folder / base.name
    text = base.read_text(encoding="utf-8").replace("for_municipalities: true\n", "")
    file.write_text(text.replace("opens_at: 2027", "opens_at: 2020"), encoding="utf-8")
    return file


def published(file: Any = CLOSURE, *, now: datetime = NOW) -> Live:
    """The closure relief grant, published in its own window of 2020, with the organisations it needs."""
    organisations.load_reference()
    with as_system():
        version = publishing.publish(path=file, by=None, now=now, rehearsed=True)
    return live(version.pk)


def example(version: Live, name: str = CLEAN, **changes: Any) -> dict[str, Any]:
    """Answers of one of the definition's examples, without its files."""
    answers = dict(answers_of(version.procedure)[name])
    return {**answers, **changes}


def resident(email: str = "applicant@example.jp", name: str = "髙橋 花子") -> Person:
    return Person.objects.create(email=email, name=name, kind=PersonKind.BUSINESS)


def staff(email: str, *roles: str, office: str = OFFICE) -> Person:
    """A member of staff with roles in an office; the office must exist."""
    person = Person.objects.create(email=email, name=email.partition("@")[0], kind=PersonKind.STAFF)
    organisation = Organisation.objects.get(code=office)
    for role in roles:
        Appointment.objects.create(
            person=person, organisation=organisation, role=role, starts_on=NOW.date() - timedelta(days=365)
        )
    return person


def received(
    version: Live, *, name: str = CLEAN, by: Person | None = None, now: datetime = NOW, **changes: Any
) -> Application:
    """An application that has just arrived; an example with a fault has its notice drafted."""
    person = by or resident(email=f"applicant{Person.objects.count()}@example.jp")
    with as_system():
        prepared = prepare(version, example(version, name, **changes), received_on=day_of(now))
        case = intake.receive(
            version, [intake.Intake(prepared=prepared, person_id=person.pk, at=now)], by=person, now=now
        )[0]
        notices.draft_notices([case.pk], now=now)
        return Application.objects.get(pk=case.pk)


def notified(
    version: Live, *, reviewer: Person, by: Person | None = None, name: str = FAULTY, now: datetime = NOW
) -> Application:
    """A case whose notice was sent."""
    case = received(version, name=name, by=by, now=now)
    with as_system():
        review.claim(application=case, by=reviewer, now=now)
        notices.send_notice(notice=Notice.objects.get(application=case), by=reviewer, now=now)
        return Application.objects.get(pk=case.pk)


def reviewed(version: Live, *, reviewer: Person, by: Person | None = None, now: datetime = NOW) -> Application:
    """A clean case that waits for decision."""
    case = received(version, by=by, now=now)
    with as_system():
        review.claim(application=case, by=reviewer, now=now)
        return review.finish_review(
            application=case, outcome=Outcome.APPROVED, amount_yen=case.amount_yen, comment="", by=reviewer, now=now
        )


def approved(
    version: Live, *, reviewer: Person, approver: Person, by: Person | None = None, now: datetime = NOW
) -> Application:
    case = reviewed(version, reviewer=reviewer, by=by, now=now)
    with as_system():
        return decisions.decide(
            application=case, outcome=Outcome.APPROVED, amount_yen=case.amount_yen or 0, reason="", by=approver, now=now
        )


def resubmitted(version: Live, *, reviewer: Person, by: Person, now: datetime = NOW) -> Application:
    """A faulty case that its applicant has mended, a day later."""
    case = notified(version, reviewer=reviewer, by=by, now=now)
    with as_system():
        return corrections.resubmit(
            application=case, changes={"account": example(version)["account"]}, by=by, now=now + timedelta(days=1)
        )
