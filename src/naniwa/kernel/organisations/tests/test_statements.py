"""Queries whose text is written once find what Django's own would find."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import F, QuerySet
from pytest_django import DjangoAssertNumQueries

from naniwa.kernel.organisations import operations
from naniwa.kernel.organisations.models import Kind, Organisation
from naniwa.kernel.organisations.statements import NotAParameter, Statement
from naniwa.kernel.people.models import Appointment, Person, PersonKind, Role

pytestmark = pytest.mark.django_db

of_kind = Statement(lambda kind: Organisation.objects.filter(kind=kind).order_by("code"))


@pytest.fixture(autouse=True)
def reference_data(db: None) -> None:
    operations.load_reference()


def test_each_call_has_values_of_its_own() -> None:
    for kind in (Kind.MUNICIPALITY.value, Kind.PREFECTURE.value, "nothing"):
        assert of_kind(kind) == list(Organisation.objects.filter(kind=kind).order_by("code"))


def test_django_writes_the_text_once() -> None:
    asked = []

    def build(code: str) -> QuerySet[Organisation]:
        asked.append(code)
        return Organisation.objects.filter(code=code)

    by_code = Statement(build)
    assert [by_code(code)[0].code for code in ("270008", "271004", "270008")] == ["270008", "271004", "270008"]
    assert len(asked) == 1


def test_several_values_make_a_text_for_each_number_of_them() -> None:
    found = Statement(lambda codes: Organisation.objects.filter(code__in=codes).order_by("code"))
    for codes in (["270008"], ["271004", "270008"], ["272027", "271004"]):
        assert [one.code for one in found(codes)] == sorted(codes)


def test_what_is_given_by_name_shapes_the_text() -> None:
    found = Statement(lambda kind, *, order, most: Organisation.objects.filter(kind=kind).order_by(order)[:most])
    kind = Kind.MUNICIPALITY.value
    assert found(kind, order="code", most=2) == list(Organisation.objects.filter(kind=kind).order_by("code")[:2])
    assert found(kind, order="-code", most=3) == list(Organisation.objects.filter(kind=kind).order_by("-code")[:3])
    assert found.first(kind, order="-code", most=1) == Organisation.objects.filter(kind=kind).order_by("-code").first()
    assert found.first("nothing", order="code", most=1) is None


def test_related_rows_come_along_and_missing_ones_are_none(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    found = Statement(lambda code: Organisation.objects.filter(code=code).select_related("parent"))
    with django_assert_num_queries(2):
        [place], [prefecture] = found("271004"), found("270008")
        assert place.parent == prefecture
        assert prefecture.parent is None


def test_rows_of_columns_and_of_one_column() -> None:
    pairs = Statement(lambda code: Organisation.objects.filter(code=code).values_list("code", "kind"))
    assert pairs("270008") == [("270008", "prefecture")]
    flat = Statement(lambda code: Organisation.objects.filter(code=code).values_list("code", flat=True))
    assert flat("270008") == ["270008"]


def test_days_and_times_are_values() -> None:
    person = Person.objects.create(email="one@example.jp", name="髙橋", kind=PersonKind.STAFF)
    made = Person.objects.values_list("created_at", flat=True).get(pk=person.pk)
    before = Statement(lambda number, moment: Person.objects.filter(pk=number, created_at__lt=moment))
    assert before(person.pk, made) == []
    assert before(person.pk, made + timedelta(microseconds=1)) == [person]

    office, day = Organisation.objects.get(code="270008"), datetime(2026, 4, 1, tzinfo=UTC).date()
    Appointment.objects.create(person=person, organisation=office, role=Role.REVIEWER, starts_on=day)
    begun = Statement(lambda day: Appointment.objects.filter(starts_on__lte=day))
    assert (len(begun(day)), begun(day - timedelta(days=1))) == (1, [])


def test_a_value_that_changes_the_text_or_is_changed_itself_is_refused() -> None:
    for build in (
        lambda most: Organisation.objects.order_by("code")[:most],
        lambda number: Organisation.objects.filter(pk=number + 1),
        lambda _number: Organisation.objects.filter(pk=F("parent_id")),
    ):
        with pytest.raises(NotAParameter):
            Statement(build)(3)
