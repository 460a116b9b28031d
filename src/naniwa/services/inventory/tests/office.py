"""What tests of the inventory start from: an office, its people, and rows made by the real operations."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.test import Client

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.library.periods import TOKYO
from naniwa.services.inventory.models import Department, Procedure
from naniwa.services.inventory.operations import saving
from naniwa.services.inventory.rules.columns import Entry, read
from naniwa.web.tests.doors import acting, enter

NOW = datetime(2026, 11, 2, 10, 0, tzinfo=TOKYO)
OFFICE, OTHER = "270008-digital", "270008-commerce"
ROW = {
    "department_code": "0101",
    "department_name": "環境管理室",
    "title": "ばい煙発生施設設置届",
    "law": "見本条例",
    "article": "第3条",
    "channel": "窓口",
    "volume": "1,200",
    "fee": "0",
    "paper1_name": "住民票の写し",
    "paper1_held": "市町村",
    "seal1_kind": "認印",
    "seal1_basis": "要綱の様式",
}


def member(email: str, *roles: str, office: str = OFFICE) -> Staff:
    """A member of staff who acts for an office, with an appointment for each role."""
    return acting(email, *roles, office=office)


def signed_in(person: Person) -> Client:
    """A browser in which this member of staff has signed in with a device."""
    return enter(Client(), person, "mfa")


def lead(email: str = "lead@example.jp", office: str = OFFICE) -> Staff:
    return member(email, "publisher", office=office)


def entry(**changes: str) -> Entry:
    found, problems = read({**ROW, **changes})
    assert problems == []
    return found


def row(by: Staff, *, now: datetime = NOW, **changes: str) -> Procedure:
    """A row as a lead adds it."""
    with as_system():
        return saving.add(number=uuid4(), entry=entry(**changes), by=by, now=now)


def contact_of(by: Staff, code: str, email: str) -> Staff:
    """A member of staff, with no role that leads, who answers for a department."""
    contact = member(email, "reviewer", office=by.organisation.code)
    with as_system():
        Department.objects.filter(organisation=by.organisation, code=code).update(contact=contact.person)
    return contact


def said(answer: Any) -> str:
    """The page, without the places at which its lines may break."""
    return str(answer.content.decode().replace("<wbr>", ""))


def fresh(procedure: Procedure) -> Procedure:
    with as_system():
        return Procedure.objects.select_related("department").get(pk=procedure.pk)


def form(**changes: str) -> Mapping[str, str]:
    """What a browser sends of the form of a row."""
    return {**ROW, **changes}
