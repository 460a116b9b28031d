"""The inventory that the demo shows: invented procedures, a survey under way, seals and proposals decided on."""

from datetime import datetime, timedelta
from uuid import UUID

from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person, Role
from naniwa.library.periods import day_of
from naniwa.services.inventory.models import Department, Procedure, Seal
from naniwa.services.inventory.operations import deciding, redesigning, surveys
from naniwa.services.inventory.operations.sampling import load_samples
from naniwa.services.inventory.queries.redesign import redesign_of
from naniwa.services.inventory.rules.verdicts import ACCEPTED, Verdict
from naniwa.services.inventory.samples import PROCEDURES
from naniwa.web.demo.people import COMMERCE

ASKED = ("0401", "0402", "0403")
"""Departments that the survey asks; the first has a contact."""
REDESIGNED = 12
"""So many of those that come first are redesigned already."""
BATCH, SURVEY = UUID("5ea15000-0000-4000-8000-000000000001"), UUID("5ea15000-0000-4000-8000-000000000002")


def fill(*, publisher: Person, contact: Person, now: datetime, count: int = PROCEDURES) -> int:
    """All of it, in an inventory that has no row; otherwise nothing. Run as the system. Returns how many are new."""
    office = Organisation.objects.get(code=COMMERCE)
    lead = Staff(person=publisher, organisation=office, roles=frozenset({Role.PUBLISHER.value}))
    made = load_samples(by=lead, now=now, count=count)
    if made:
        Department.objects.filter(organisation=office, code=ASKED[0]).update(contact=contact)
        _seals(lead, now)
        _redesigns(lead, now)
        _survey(lead, now)
    return made


def filled() -> bool:
    """Run as the system."""
    return Procedure.objects.exists()


def _seals(lead: Staff, now: datetime) -> None:
    """What custom alone asks for is abolished in a third of the departments."""
    found = Seal.objects.filter(
        organisation=lead.organisation, law="", kind="personal", procedure__department__code__lt="0400"
    )
    deciding.decide_many(
        number=BATCH, found=found, decision="abolish", reason="慣行だけで求めているため", by=lead, now=now
    )


def _redesigns(lead: Staff, now: datetime) -> None:
    best = Procedure.objects.filter(organisation=lead.organisation).order_by("-points", "-online_minutes", "number")
    for procedure in best.select_related("department")[:REDESIGNED]:
        wanted = {one.key: Verdict(ACCEPTED) for one in redesign_of(procedure).proposals}
        redesigning.decide(procedure=procedure, wanted=wanted, seen=procedure.edition, by=lead, now=now)


def _survey(lead: Staff, now: datetime) -> None:
    asked = Department.objects.filter(organisation=lead.organisation, code__in=ASKED)
    due = day_of(now) + timedelta(days=21)
    surveys.open_survey(number=SURVEY, title="棚卸調査（見本）", due_on=due, departments=list(asked), by=lead, now=now)
