"""A form made from a row: the wish is told, and the draft that another service makes is linked."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from naniwa.kernel.events import operations as events
from naniwa.kernel.events.models import StoredEvent
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.inventory.heard import DraftMade
from naniwa.services.inventory.models import FormWish, Procedure
from naniwa.services.inventory.operations import redesigning, wishing
from naniwa.services.inventory.rules.verdicts import Verdict
from naniwa.services.inventory.tests import office
from naniwa.services.inventory.tests.office import signed_in

pytestmark = pytest.mark.django_db
SEAL, PAPER = "abolish_seal:personal:申請書", "drop_paper:住民票の写し"


def told() -> list[dict[str, object]]:
    with as_system():
        return list(StoredEvent.objects.filter(name="inventory.form_wanted").values_list("payload", flat=True))


def answered(origin: str, path: str) -> None:
    with as_system():
        events.emit(DraftMade(origin=origin, path=path, title="届の申請フォーム"), now=office.NOW)
    events.deliver_all(now=office.NOW)


def page(row: Procedure, client: Client) -> str:
    return office.said(client.get(reverse("inventory:redesign", args=[row.public_id])))


def test_the_wish_tells_the_row_as_it_will_be_after_what_was_decided() -> None:
    lead = office.lead()
    row = office.row(lead, paper2_name="位置図", fee="400", applicant="事業者", minutes_applicant="60")
    with as_system():
        accepted = {SEAL: Verdict("accepted"), PAPER: Verdict("accepted")}
        redesigning.decide(procedure=row, wanted=accepted, seen=1, by=lead, now=office.NOW)
    signed_in(lead.person).post(reverse("inventory:want_form", args=[row.public_id]))
    with as_system():
        wish = FormWish.objects.get()
    assert told() == [
        {
            "origin": str(wish.public_id), "organisation": office.OFFICE, "by": str(lead.person.public_id),
            "title": "ばい煙発生施設設置届", "law": "見本条例", "article": "第3条", "applicant": "business",
            "department_code": "0101", "department": "環境管理室", "fee_yen": 400, "identity": "", "seal": "none",
            "papers": ["位置図"], "days": 0,
        }
    ]  # fmt: skip


def test_pressing_again_tells_nothing_more_until_the_answer_is_overdue() -> None:
    lead = office.lead()
    row = office.row(lead)
    with as_system():
        wishing.want(procedure=row, by=lead, now=office.NOW)
        wishing.want(procedure=row, by=lead, now=office.NOW + timedelta(minutes=9))
        assert len(told()) == 1
        wishing.want(procedure=row, by=lead, now=office.NOW + timedelta(minutes=11))
        assert len({str(one["origin"]) for one in told()}) == 1
    assert len(told()) == 2


def test_the_page_says_that_a_draft_is_being_made_and_then_where_it_is() -> None:
    lead = office.lead()
    row, client = office.row(lead), signed_in(lead.person)
    assert "この行から申請フォームを作る" in page(row, client)
    client.post(reverse("inventory:want_form", args=[row.public_id]))
    assert "下書きを作っています" in page(row, client)
    with as_system():
        origin = FormWish.objects.get().reference
    answered(origin, "/staff/designer/drafts/1/")
    assert 'href="/staff/designer/drafts/1/"' in page(row, client)
    client.post(reverse("inventory:want_form", args=[row.public_id]))
    assert len(told()) == 1


@pytest.mark.parametrize("path", ["//elsewhere.example/", "https://elsewhere.example/", "javascript:alert(1)", ""])
def test_a_draft_elsewhere_is_no_draft(path: str) -> None:
    lead = office.lead()
    row = office.row(lead)
    with as_system():
        wish = wishing.want(procedure=row, by=lead, now=office.NOW)
    answered(wish.reference, path)
    with as_system():
        assert FormWish.objects.get().made_at is None


@pytest.mark.parametrize("origin", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_a_draft_that_nobody_here_asked_for_is_passed_over(origin: str) -> None:
    answered(origin, "/staff/designer/drafts/1/")
    with as_system():
        assert not FormWish.objects.exists()
        assert not StoredEvent.objects.filter(delivered_at=None).exists()
