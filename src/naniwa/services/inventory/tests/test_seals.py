"""はんこレス: every seal in one view, a decision on each with its reason, many at once after a preview."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from naniwa.kernel.audit.models import Record
from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.services.inventory.models import Seal, SealBatch
from naniwa.services.inventory.queries import sealing
from naniwa.services.inventory.queries.sealing import Seals
from naniwa.services.inventory.rules import seals as rules
from naniwa.services.inventory.tests import office
from naniwa.services.inventory.tests.office import signed_in

DECIDE = "inventory:decide_seals"


@pytest.mark.parametrize(
    ("decision", "law", "reason", "broken"),
    [
        ("abolish", "", "慣行", None),
        ("abolish", "見本法", "慣行", rules.LawForbids),
        ("keep", "見本法", "法令", None),
        ("keep", "", "慣行", rules.NoLaw),
        ("sign_in", "見本法", "本人確認は足りる", None),
        ("e_signature", "", "契約書", None),
        ("abolish", "", "  ", rules.NoReason),
        ("burn", "", "慣行", rules.UnknownDecision),
    ],
)
def test_what_may_become_of_a_seal(decision: str, law: str, reason: str, broken: type[Exception] | None) -> None:
    if broken is None:
        rules.check_decision(decision, law=law, reason=reason)
        return
    with pytest.raises(broken):
        rules.check_decision(decision, law=law, reason=reason)


def test_a_list_shows_the_strongest_seal() -> None:
    assert rules.strongest(["personal", "corporate", "registered"]) == "corporate"
    assert rules.strongest([]) == "none"


@pytest.fixture
def lead(db: None) -> Staff:
    lead = office.lead()
    office.row(lead)
    office.row(lead, title="法令の届", seal1_law="見本法")
    office.row(
        lead,
        department_code="0202",
        department_name="高齢介護課",
        title="手当",
        seal2_kind="法人印",
        seal2_basis="慣行",
    )
    return lead


def decisions() -> list[tuple[str, str]]:
    with as_system():
        return list(Seal.objects.order_by("pk").values_list("decision", "reason"))


def hidden(page: str) -> dict[str, Any]:
    """What the form of a page carries on."""
    found: dict[str, Any] = {}
    for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page):
        found.setdefault(name, []).append(value)
    return found


def test_one_seal_is_decided_with_its_reason_and_the_procedure_tells_of_it(lead: Staff) -> None:
    client = signed_in(lead.person)
    with as_system():
        seal = Seal.objects.select_related("procedure").order_by("pk")[0]
    url = reverse("inventory:decide_seal", args=[seal.public_id])
    assert client.post(url, {"decision": "abolish", "reason": ""}).status_code == 422
    assert client.post(url, {"decision": "keep", "reason": "法令"}).status_code == 422
    for _ in range(2):
        assert client.post(url, {"decision": "abolish", "reason": "慣行だけのため"}).status_code == 302
    assert decisions()[0] == ("abolish", "慣行だけのため")
    page = office.said(client.get(reverse("inventory:row", args=[seal.procedure.public_id])))
    assert "認印：廃止" in page
    with as_system():
        assert Record.objects.filter(action="inventory.seal_decided").count() == 1


def bulk(client: Client, query: str, **form: Any) -> str:
    return office.said(client.post(reverse(DECIDE) + query, form))


def test_many_are_decided_after_a_preview_and_each_department_is_told_once(lead: Staff) -> None:
    office.contact_of(lead, "0101", "contact@example.jp")
    client = signed_in(lead.person)
    asked = bulk(client, "", select_all="1")
    assert "選んだ4件の印をどうしますか" in asked
    preview = bulk(client, "", select_all="1", step="preview", decision="abolish", reason="慣行だけのため")
    assert "3件を「廃止」に決めます" in preview
    assert "1件は、法令が求める印なので" in preview
    assert decisions() == [("", "")] * 4
    form = hidden(preview)
    for _ in range(2):
        answer = client.post(reverse(DECIDE), form)
        assert answer.status_code == 302
    assert [decision for decision, _ in decisions()] == ["abolish", "", "abolish", "abolish"]
    with as_system():
        [batch] = SealBatch.objects.all()
        assert (batch.count, batch.passed_over, batch.told) == (3, 1, 1)
        message = Message.objects.get(template="inventory.seals")
        assert "件数　：1件" in message.body
        assert Record.objects.filter(action="inventory.seals_decided").count() == 1


def test_what_changed_after_the_preview_is_shown_again_and_not_decided(lead: Staff) -> None:
    client = signed_in(lead.person)
    form = hidden(bulk(client, "", select_all="1", step="preview", decision="abolish", reason="慣行"))
    office.row(lead, title="あとから来た届")
    page = office.said(client.post(reverse(DECIDE), form))
    assert "選んだ印が変わりました" in page
    assert decisions() == [("", "")] * 5


def test_chosen_seals_go_through_the_pages_and_without_any_nothing_is_asked(lead: Staff) -> None:
    client = signed_in(lead.person)
    with as_system():
        number = str(Seal.objects.order_by("pk")[0].public_id)
    form = hidden(bulk(client, "", selected=[number], step="preview", decision="sign_in", reason="ログイン"))
    client.post(reverse(DECIDE), form)
    assert [decision for decision, _ in decisions()] == ["sign_in", "", "", ""]
    assert "印が選ばれていません" in bulk(client, "")
    assert client.post(reverse(DECIDE), {"selected": [number], "step": "preview"}).status_code == 422


def test_others_see_the_seals_and_decide_nothing(lead: Staff) -> None:
    contact = office.contact_of(lead, "0101", "contact@example.jp")
    client = signed_in(contact.person)
    page = office.said(client.get(reverse("inventory:seals")))
    assert "法令の届" in page
    assert "選んだ印の見直しを決める" not in page
    assert client.post(reverse(DECIDE), {"select_all": "1"}).status_code == 403
    with as_system():
        number = Seal.objects.order_by("pk")[0].public_id
    stranger = signed_in(office.lead("other@example.jp", office.OTHER).person)
    assert stranger.get(reverse("inventory:decide_seal", args=[number])).status_code == 404
    assert "押印を求める手続はまだありません" in office.said(stranger.get(reverse("inventory:seals")))


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, 4),
        ({"department": "0202"}, 2),
        ({"kind": "corporate"}, 1),
        ({"law": "yes"}, 1),
        ({"law": "no", "department": "0101"}, 1),
        ({"decision": "open"}, 4),
        ({"decision": "keep"}, 0),
        ({"words": "手当"}, 2),
    ],
)
def test_filters_leave_what_they_say(lead: Staff, filters: dict[str, str], found: int) -> None:
    with as_system():
        page = sealing.page(Seals.of(filters), organisation_id=lead.organisation.pk)
        counts = sealing.counts(Seals.of(filters), organisation_id=lead.organisation.pk)
    assert len(page) == found
    assert all(counts[name][value] == found for name, value in filters.items() if name != "words")


def test_progress_by_department_counts_what_is_decided_and_what_is_gone(lead: Staff) -> None:
    with as_system():
        Seal.objects.filter(law="").update(
            decision="abolish", reason="慣行", decided_at=office.NOW, decided_by=lead.person
        )
        Seal.objects.exclude(law="").update(
            decision="keep", reason="法令", decided_at=office.NOW, decided_by=lead.person
        )
        found = [(one.code, one.seals, one.decided, one.gone) for one in sealing.by_department(lead.organisation.pk)]
    assert found == [("0101", 2, 2, 1), ("0202", 2, 2, 2)]
