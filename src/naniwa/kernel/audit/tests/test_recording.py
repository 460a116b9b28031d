"""Writing records: what they say, and who may see them."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime

import psycopg
import pytest
from django.db import connection
from django.utils import translation
from psycopg.conninfo import make_conninfo

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit import queries
from naniwa.kernel.audit.entries import NoPublicReference
from naniwa.kernel.audit.models import Kind, Record
from naniwa.kernel.audit.words import UnknownPurpose
from naniwa.kernel.organisations import operations as organisations
from naniwa.kernel.organisations.isolation import Scope, acting_as, as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Appointment, Person, PersonKind, Role

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 5, 1, 9, tzinfo=UTC)


@pytest.fixture
def osaka() -> Organisation:
    organisations.load_reference()
    return Organisation.objects.get(code="271004")


@pytest.fixture
def resident() -> Person:
    return Person.objects.create(email="r@example.jp", name="髙橋 𠮷野")


def _staff(organisation: Organisation, *roles: Role, ends_on: date | None = None) -> Staff:
    person = Person.objects.create(
        email=f"{len(roles)}@{organisation.code}.jp", name="職員 花子", kind=PersonKind.STAFF
    )
    for role in roles:
        Appointment.objects.create(
            person=person, organisation=organisation, role=role, starts_on=date(2020, 1, 1), ends_on=ends_on
        )
    return Staff(person=person, organisation=organisation, roles=frozenset(roles))


def _seen_by(staff: Staff) -> list[str]:
    with acting_as(Scope(organisation_id=staff.organisation.pk, person_id=staff.person.pk)):
        return sorted(Record.objects.values_list("target", flat=True))


def _read(by: Staff, subject: Person, target: str = "0012-3456") -> None:
    audit.record_read("tests.case", by=by, target=target, subject=subject, purpose="review", now=NOW)


def test_someone_without_any_scope_can_add_a_record_and_see_none() -> None:
    audit.record("people.link_asked", by=None, target="a", now=NOW)
    assert Record.objects.count() == 0
    with as_system():
        assert Record.objects.get().target == "a"


def test_a_record_says_who_acted_for_whom_on_what(osaka: Organisation, resident: Person) -> None:
    staff = _staff(osaka, Role.REVIEWER, Role.APPROVER)
    audit.record("tests.renamed", by=staff, target=resident, subject=resident, now=NOW, before="辻", after="辻󠄀")
    with as_system():
        record = Record.objects.get()
    assert (record.at, record.kind, record.action) == (NOW, Kind.CHANGE, "tests.renamed")
    assert (record.actor_id, record.organisation_id, record.roles) == (staff.person.pk, osaka.pk, "approver,reviewer")
    assert (record.target_type, record.target) == ("people.person", str(resident.public_id))
    assert (record.subject_id, record.detail) == (resident.pk, {"before": "辻", "after": "辻󠄀"})


@pytest.mark.parametrize("count", [1, 50, 1_500])
def test_few_and_many_records_are_alike(osaka: Organisation, count: int) -> None:
    entry = audit.Entry(action="tests.loaded", by=None, target="a", organisation=osaka, now=NOW, detail={"名": "𠮷"})
    assert audit.record_many([entry] * count) == count
    with as_system():
        assert Record.objects.filter(detail={"名": "𠮷"}, organisation=osaka).count() == count


def test_row_numbers_are_never_written_down(osaka: Organisation) -> None:
    with pytest.raises(NoPublicReference, match=r"people\.appointment"):
        audit.record("tests.done", by=None, target=Appointment(pk=7), now=NOW)


def test_a_reading_needs_a_purpose_that_can_be_told(osaka: Organisation, resident: Person) -> None:
    with pytest.raises(UnknownPurpose):
        audit.record_read("tests.case", by=None, target="a", subject=resident, purpose="curiosity", now=NOW)


def test_the_person_read_about_sees_office_role_and_purpose_but_no_name(osaka: Organisation, resident: Person) -> None:
    _read(_staff(osaka, Role.REVIEWER), resident)
    audit.record("tests.proposed", by=None, target="0012-3456", subject=resident, now=NOW)
    with acting_as(Scope(person_id=resident.pk)):
        japanese = queries.who_looked(resident)
        with translation.override("en"):
            english = queries.who_looked(resident)
        assert Record.objects.count() == 1
    look = queries.Look(NOW, "大阪市", "審査担当", "tests.case", "申請の審査", "0012-3456")
    assert japanese == [look]
    assert (english[0].organisation, english[0].purpose) == (osaka.name_en, "Review of an application")
    assert "花子" not in repr(japanese + english)


def test_a_person_sees_no_readings_of_others_and_not_their_own(osaka: Organisation, resident: Person) -> None:
    other = Person.objects.create(email="o@example.jp")
    _read(_staff(osaka, Role.REVIEWER), other)
    audit.record_read("tests.case", by=resident, target="a", subject=resident, purpose="review", now=NOW)
    with acting_as(Scope(person_id=resident.pk)):
        assert queries.who_looked(resident) == []
        assert queries.who_looked(other) == []


WHO_SEES: dict[str, tuple[Callable[[], Staff], list[str]]] = {
    "an auditor of the city": (lambda: _staff(_by("271004"), Role.AUDITOR), ["of the city"]),
    "a reviewer of the city": (lambda: _staff(_by("271004"), Role.REVIEWER), []),
    "one who was auditor once": (lambda: _staff(_by("271004"), Role.AUDITOR, ends_on=date(2020, 2, 1)), []),
    "an auditor of another city": (lambda: _staff(_by("271403"), Role.AUDITOR), []),
    "the prefecture's auditor": (lambda: _staff(_by("270008"), Role.AUDITOR), ["of a department", "of the prefecture"]),
}


def _by(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


@pytest.mark.parametrize(("who", "sees"), WHO_SEES.values(), ids=list(WHO_SEES))
def test_auditors_see_their_own_organisation(osaka: Organisation, who: Callable[[], Staff], sees: list[str]) -> None:
    department = Organisation.objects.filter(kind="department", parent__code="270008").order_by("pk").first()
    assert department is not None
    audit.record("tests.done", by=None, target="of the city", organisation=osaka, now=NOW)
    audit.record("tests.done", by=None, target="of the prefecture", organisation=_by("270008"), now=NOW)
    audit.record("tests.done", by=None, target="of a department", organisation=department, now=NOW)
    assert _seen_by(who()) == sees


@pytest.mark.parametrize("table", ["audit_record", "audit_block"])
def test_nobody_empties_the_trail_at_once_not_even_who_owns_it(table: str) -> None:
    """Tests that commit are emptied by Django, so that here the trigger sleeps until it is asked for."""
    name = connection.settings_dict["NAME"]
    with psycopg.connect(make_conninfo(os.environ["NANIWA_TEST_SERVER"], dbname=name)) as superuser:
        superuser.execute(f"ALTER TABLE {table} ENABLE TRIGGER audit_no_truncate")
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="only ever added"):
            superuser.execute(f"TRUNCATE {table}")
        superuser.rollback()
