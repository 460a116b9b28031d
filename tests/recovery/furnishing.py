"""What every test of recovery begins with: the demo's people and cases, drafts ready to be handed in, two payers."""

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Appointment, Person, Role
from naniwa.services.procedures.definitions.examples import answers_of
from naniwa.services.procedures.models import Draft
from naniwa.services.procedures.operations import publishing
from naniwa.services.procedures.queries.live import Live, live
from naniwa.web.demo import people, prepare

JOURNEY = Path(__file__).parents[2] / "benchmarks/definitions/journey.yaml"
APPLICANTS, DRAFTS = 60, 60


def furnish() -> None:
    prepare(applicants=APPLICANTS)
    publish_with_drafts(DRAFTS)
    with transaction.atomic(), as_system():
        office = Organisation.objects.get(code=people.COMMERCE)
        Appointment.objects.create(
            person=_person("releaser"), organisation=office, role=Role.PAYER, starts_on=people.SINCE
        )


def publish_with_drafts(count: int) -> None:
    """A short procedure, and drafts of the demo's resident that only need to be handed in."""
    now = timezone.now()
    with transaction.atomic(), as_system():
        version = live(publishing.publish(path=JOURNEY, by=None, now=now).pk)
        for _ in range(count):
            _draft(version, _person("resident"), now)


def _person(key: str) -> Person:
    return Person.objects.get(email=next(one.email for one in people.PEOPLE if one.key == key))


def _draft(version: Live, person: Person, now: datetime) -> None:
    answers = answers_of(version.procedure)["a sole trader"]
    draft = Draft(
        person=person,
        version_id=version.version_id,
        procedure=version.procedure.slug,
        answers=answers,
        created_at=now,
        saved_at=now,
    )
    for page in version.form.form.pages:
        draft.note(page.key, complete=True)
    draft.save()
