"""Puts a sample health centre with patients into an installation; for the demo."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from django.db import transaction

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.services.outbreak.definitions import FIRST
from naniwa.services.outbreak.models import Case, Centre, Way
from naniwa.services.outbreak.operations import calling, centres, climbing, observing, reporting
from naniwa.services.outbreak.operations.observing import Said
from naniwa.services.outbreak.samples import CASES, SampleCase

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Answering:
    """Who registers the centre, leads it, calls there and reports to it, and the municipality that it looks after."""

    administrator: Staff
    supervisor: Staff
    caller: Staff
    clinic: Staff
    municipality: str


@transaction.atomic
def load_samples(who: Answering, *, now: datetime) -> int:
    """The sample centre and its cases, where there is no centre yet; returns how many cases."""
    with as_system():
        if Centre.objects.exists():
            return 0
        begun, office = now - 30 * DAY, who.supervisor.organisation
        centres.register(office=office, municipalities=[who.municipality], by=who.administrator, now=begun)
        centres.keep(on_duty=who.supervisor.person, phone="06-0000-0000", by=who.supervisor, now=begun)
        for number, sample in enumerate(CASES):
            _case(sample, number, who, now)
        calling.escalate(now=now)
        climbing.climb(now=now)
        return len(CASES)


def _case(sample: SampleCase, number: int, who: Answering, now: datetime) -> None:
    at = now - timedelta(hours=sample.hours)
    fields = {
        "name": sample.name, "name_kana": sample.kana, "born_on": sample.born_on, "sex": sample.sex,
        "phone": f"090-0000-{number:04}", "municipality": who.municipality, "severity": sample.severity,
        "diagnosed_on": at.date(), "onset_on": (at - 2 * DAY).date(), "factors": list(sample.factors),
        "language": sample.language, "stay": "home",
    }  # fmt: skip
    case = reporting.report(fields=fields, disease=FIRST, press=uuid4(), by=who.clinic, now=at)
    if sample.readings:
        _observe(case, sample, who, now)


def _observe(case: Case, sample: SampleCase, who: Answering, now: datetime) -> None:
    """One report for each day until today, or yesterday where today's is missing."""
    days = len(sample.readings) + sample.missing
    begun = now - days * DAY + timedelta(hours=1)
    calling.take(case=case, by=who.caller, now=begun)
    calling.note_call(case=case, result="reached", note="体調を聞いた。", press=uuid4(), by=who.caller, now=begun)
    for day, (temperature, spo2) in enumerate(sample.readings, start=1):
        said = Said(temperature=Decimal(temperature), spo2=spo2, symptoms=("cough",), mood=3, asked=True)
        at = now - (days - day) * DAY - timedelta(minutes=20)
        observing.record(case=case, said=said, way=Way.PATIENT, press=uuid4(), by=None, now=at)
