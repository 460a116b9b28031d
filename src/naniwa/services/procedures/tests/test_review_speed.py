"""Reviewing fast: the checklist with who and when, the time that cases took without whose, the next case made ready."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.documents import operations as documents
from naniwa.kernel.documents import storage
from naniwa.kernel.documents.tests.conftest import paper as pdf_of
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application, CaseTime, CheckMark
from naniwa.services.procedures.operations import checklist, review
from naniwa.services.procedures.queries.checklist import medians
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.queries.viewing import Viewer
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.staff_sessions import signed_in

pytestmark = pytest.mark.django_db


def claimed(version: Live, by: Person, name: str = factories.CLEAN) -> Application:
    case = factories.received(version, name=name, now=timezone.now())
    with as_system():
        return review.claim(application=case, by=by, now=timezone.now())


def looks(version: Live) -> list[str]:
    return [check.code for check in version.form.checks.values() if check.must is None]


def send(client: Client, name: str, case: Application, **data: str) -> str:
    answer = client.post(reverse(f"procedures:{name}", args=[case.reference]), data)
    return client.get(answer["Location"]).content.decode()


def test_a_point_is_ticked_off_once_with_who_and_when(version: Live, reviewer: Person) -> None:
    case, client, point = claimed(version, reviewer), signed_in(reviewer), looks(version)[0]
    page = [send(client, "staff_mark", case, point=point, act="tick") for _ in range(2)][-1]
    with as_system():
        mark = CheckMark.objects.get()
        acts = Record.objects.filter(action="procedures.point_ticked").count()
    assert (mark.point, mark.by_id, acts) == (point, reviewer.pk, 1)
    assert f"{reviewer}が確認" in page
    send(client, "staff_mark", case, point=point, act="untick")
    with as_system():
        assert not CheckMark.objects.exists()


def test_only_whoever_reviews_a_case_ticks_its_points(version: Live, reviewer: Person) -> None:
    case, other = claimed(version, reviewer), factories.staff("other@pref.example.jp", "reviewer")
    send(signed_in(other), "staff_mark", case, point=looks(version)[0], act="tick")
    send(signed_in(reviewer), "staff_mark", case, point="no-such-point", act="tick")
    with as_system():
        assert not CheckMark.objects.exists()


def test_the_time_from_opening_to_finishing_is_kept_without_case_and_person(version: Live, reviewer: Person) -> None:
    case, client = claimed(version, reviewer), signed_in(reviewer)
    client.get(reverse("procedures:staff_case", args=[case.reference]))
    send(client, "staff_finish", case, outcome="approved", amount="500000")
    with as_system():
        time = CaseTime.objects.get()
    assert (time.stage, time.procedure) == ("review", case.procedure)
    assert 0 <= time.seconds < 60
    assert {field.name for field in CaseTime._meta.get_fields()} == {
        "id", "organisation", "procedure", "stage", "seconds", "on",
    }  # fmt: skip


def test_an_act_without_an_opening_keeps_no_time(version: Live, reviewer: Person) -> None:
    case, another = claimed(version, reviewer), claimed(version, reviewer)
    client = signed_in(reviewer)
    client.get(reverse("procedures:staff_case", args=[another.reference]))
    client.post(reverse("procedures:staff_finish", args=[case.reference]), {"outcome": "approved", "amount": "500000"})
    with as_system():
        assert not CaseTime.objects.exists()


def test_a_case_that_was_left_open_over_lunch_does_not_count(version: Live, reviewer: Person) -> None:
    case, now = claimed(version, reviewer), timezone.now()
    with as_system():
        checklist.took(application=case, stage="review", opened_at=now - timedelta(hours=2), now=now)
        checklist.took(application=case, stage="review", opened_at=now - timedelta(minutes=2), now=now)
        assert list(CaseTime.objects.values_list("seconds", flat=True)) == [120]


def test_medians_are_told_from_five_on(version: Live, reviewer: Person) -> None:
    case, now = claimed(version, reviewer), timezone.now()
    office = Viewer(person_id=reviewer.pk, organisation_id=case.organisation_id, shares_cases=False)

    def median() -> float | None:
        return medians(case.procedure, viewer=office, first=None, last=None)["review"]

    with as_system():
        for seconds in (60, 70, 90, 200):
            checklist.took(application=case, stage="review", opened_at=now - timedelta(seconds=seconds), now=now)
        assert median() is None
        checklist.took(application=case, stage="review", opened_at=now - timedelta(seconds=100), now=now)
        assert median() == 90
    answer = signed_in(reviewer).get(reverse("procedures:staff_statistics"))
    assert "1分30秒" in answer.content.decode()


def test_the_next_case_is_made_ready_without_being_read(version: Live, reviewer: Person) -> None:
    now, office = timezone.now(), Organisation.objects.get(code=factories.OFFICE)
    with as_system():
        kept = documents.accept(
            BytesIO(pdf_of()), name="id.pdf", person=None, organisation=office, field="bank_book", now=now
        )
    file = {"id": str(kept.pk), "name": kept.name, "media_type": kept.media_type, "size": kept.size}
    case = factories.received(version, now=now)
    with as_system():
        Application.objects.filter(pk=case.pk).update(answers={"bank_book": [file]})
    answer = signed_in(reviewer).get(reverse("procedures:staff_ready", args=[case.reference]))
    assert (answer.status_code, answer.content) == (204, b"")
    assert storage.page_of(kept, 1).exists()
    with as_system():
        assert not Record.objects.filter(kind="read").exists()
