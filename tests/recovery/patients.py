"""What the tests of recovery of the outbreak service begin with: patients who report, patients who do not, a sheet."""

import io
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from django.core.files.base import ContentFile

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.services.outbreak.models import Case, Intake, Way
from naniwa.services.outbreak.operations import calling, observing, receiving, reporting
from naniwa.services.outbreak.operations.observing import Said
from naniwa.web.demo import people

BORN_ON = date(1950, 4, 1)
DAY = timedelta(days=1)


def caller() -> Staff:
    """The demo's, at the demo's health centre."""
    person = Person.objects.get(email=next(one.email for one in people.PEOPLE if one.key == "caller"))
    return Staff(person, person.appointments.get().organisation, frozenset({"caller"}))


def reached(count: int, *, at: datetime) -> list[Case]:
    """Patients who were called and report by the phone, each with a code."""
    with as_system():
        return [_reached(number, caller(), at) for number in range(count)]


def _reached(number: int, by: Staff, at: datetime) -> Case:
    fields = {
        "name": f"難波 {number}", "name_kana": "ナンバ", "born_on": BORN_ON, "sex": "female", "email": "a@example.jp",
        "phone": f"090-0000-{number:04}", "municipality": "271004", "severity": "mild", "diagnosed_on": at.date(),
    }  # fmt: skip
    case = reporting.report(fields=fields, disease="covid-19", press=uuid4(), by=by, now=at)
    calling.take(case=case, by=by, now=at)
    case = calling.note_call(case=case, result="reached", note="", press=uuid4(), by=by, now=at)
    said = Said(temperature=Decimal("36.5"), asked=True)
    observing.record(case=case, said=said, way=Way.PATIENT, press=uuid4(), by=None, now=at)
    return case


def sheet(*, stretches: int, people: int, by: Staff, now: datetime) -> Intake:
    """Of as many stretches of lines as a worker takes in at once, all of the same people; the last has one line."""
    text = io.StringIO("番号,報道提供日,年代,性別,居住地,退院\n")
    text.seek(0, io.SEEK_END)
    lines = (stretches - 1) * 5_000 + 1
    text.writelines(f"{line % people},2020-02-27,40,男性,堺市,\n" for line in range(lines - 1))
    text.write("last,2020-02-27,40,男性,堺市,\n")
    with as_system():
        return receiving.receive(
            file=ContentFile(text.getvalue().encode()), name="a.csv", press=uuid4(), by=by, now=now
        )
