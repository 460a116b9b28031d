"""The auditor's page, as an auditor opens it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.models import Kind, Record
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.organisations.operations import load_reference
from naniwa.kernel.people.models import Appointment, Person, PersonKind, Role
from naniwa.web.tests.test_staff_sign_in import PASSWORD, code_of, enter, with_app

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 5, 1, 9, tzinfo=UTC)


@pytest.fixture
def city() -> Organisation:
    load_reference()
    return Organisation.objects.get(code="271004")


def _sign_in(client: Client, city: Organisation, role: Role) -> Person:
    person = Person.objects.create(email="clerk@pref.example.jp", name="監査 花子", kind=PersonKind.STAFF)
    person.set_password(PASSWORD)
    person.save()
    Appointment.objects.create(person=person, organisation=city, role=role, starts_on=date(2020, 4, 1))
    secret = with_app(person)
    enter(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    return person


def _page(client: Client, **query: str) -> str:
    answer = client.get(reverse("audit:records"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_only_auditors_open_it(client: Client, city: Organisation) -> None:
    assert client.get(reverse("audit:records")).status_code == 302
    _sign_in(client, city, Role.REVIEWER)
    assert client.get(reverse("audit:records")).status_code == 403


def test_it_shows_the_organisations_own_records_and_is_itself_recorded(client: Client, city: Organisation) -> None:
    other = Organisation.objects.get(code="271403")
    audit.record("tests.done", by=None, target="0012-3456", organisation=city, now=NOW, word="<b>葛󠄀城</b>")
    audit.record("tests.done", by=None, target="9999-9999", organisation=other, now=NOW)
    auditor = _sign_in(client, city, Role.AUDITOR)
    page = _page(client)
    assert "0012-3456" in page
    assert "9999-9999" not in page
    assert "&lt;b&gt;葛󠄀城&lt;/b&gt;" in page
    with as_system():
        read = Record.objects.get(action="audit.records")
    assert (read.kind, read.actor_id, read.purpose, read.organisation_id) == (Kind.READ, auditor.pk, "audit", city.pk)


NARROWED = {
    "by target": ({"target": "a"}, {"a"}),
    "by act": ({"action": "tests.o"}, {"b"}),
    "by kind": ({"kind": "read"}, {"c"}),
    "from a day": ({"since": "2020-05-02"}, {"d"}),
    "until a day": ({"until": "2020-05-01"}, {"a", "b", "c"}),
}


@pytest.mark.parametrize(("query", "left"), NARROWED.values(), ids=list(NARROWED))
def test_the_search_narrows(client: Client, city: Organisation, query: dict[str, str], left: set[str]) -> None:
    audit.record("tests.done", by=None, target="a", organisation=city, now=NOW)
    audit.record("tests.other", by=None, target="b", organisation=city, now=NOW)
    audit.record_read("tests.case", by=None, target="c", subject=None, purpose="review", organisation=city, now=NOW)
    audit.record("tests.done", by=None, target="d", organisation=city, now=NOW + timedelta(days=1))
    _sign_in(client, city, Role.AUDITOR)
    page = _page(client, **query)
    assert {name for name in "abcd" if f">{name}</a>" in page} == left


def test_a_search_for_a_person_is_told_to_that_person(client: Client, city: Organisation) -> None:
    resident = Person.objects.create(email="r@example.jp", name="髙橋 𠮷野")
    audit.record("tests.done", by=resident, target="mine", organisation=city, now=NOW)
    audit.record("tests.done", by=None, target="other", organisation=city, now=NOW)
    _sign_in(client, city, Role.AUDITOR)
    page = _page(client, person=str(resident.public_id))
    assert ">mine</a>" in page
    assert ">other</a>" not in page
    with as_system():
        assert Record.objects.get(action="audit.records").subject_id == resident.pk


@pytest.mark.parametrize("query", [{"person": "12"}, {"since": "2020-05-02", "until": "2020-05-01"}])
def test_a_search_that_cannot_be_meant_says_how_to_mend_it(
    client: Client, city: Organisation, query: dict[str, str]
) -> None:
    _sign_in(client, city, Role.AUDITOR)
    page = _page(client, **query)
    assert "nw-field__error" in page
    assert "この組織で行われたこと" not in page


def test_pages_follow_one_another_with_a_steady_number_of_queries(
    client: Client, city: Organisation, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    people = [Person.objects.create(email=f"{number}@example.jp") for number in range(60)]
    audit.record_many(
        audit.Entry(action="tests.done", by=one, subject=one, target=f"t{number}", organisation=city, now=NOW)
        for number, one in enumerate(people)
    )
    _sign_in(client, city, Role.AUDITOR)
    with django_assert_max_num_queries(20):  # type: ignore[operator] # pytest-django's fixture
        first = _page(client, action="tests.")
    second = _page(client, action="tests.", page="2")
    assert first.count("<tr>") - 1 == 50
    assert second.count("<tr>") - 1 == 10
    assert "page=2" in first
    assert "page=1" in second


def test_it_speaks_english(client: Client, city: Organisation) -> None:
    _sign_in(client, city, Role.AUDITOR)
    client.cookies["language"] = "en"
    page = _page(client)
    assert "Audit records" in page
    assert "監査記録" not in page
