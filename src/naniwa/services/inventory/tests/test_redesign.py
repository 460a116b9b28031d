"""The redesign of a row: what is decided about its proposals, by whom, and where it shows."""

import json
from collections.abc import Mapping
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from naniwa.kernel.audit.models import Record
from naniwa.kernel.organisations.isolation import Scope, acting_as, as_system
from naniwa.services.inventory.models import FormWish, Procedure, ProposalVerdict, Seal
from naniwa.services.inventory.operations import deciding as deciding_seals
from naniwa.services.inventory.operations import redesigning, saving, summing
from naniwa.services.inventory.operations.sampling import load_samples
from naniwa.services.inventory.operations.saving import ChangedMeanwhile
from naniwa.services.inventory.queries import listing
from naniwa.services.inventory.queries.listing import Selection
from naniwa.services.inventory.queries.redesign import redesign_of
from naniwa.services.inventory.rules.scores import ranked
from naniwa.services.inventory.rules.survey import facts_of
from naniwa.services.inventory.rules.verdicts import UnknownProposal, UnknownVerdict, Verdict
from naniwa.services.inventory.samples import entries
from naniwa.services.inventory.tests import office
from naniwa.services.inventory.tests.office import signed_in

pytestmark = pytest.mark.django_db
SEAL, PAPER = "abolish_seal:personal:申請書", "drop_paper:住民票の写し"
EFFORT: dict[str, Any] = {"minutes_applicant": "120", "minutes_office": "60", "cycle_days": "20"}


def url(row: Procedure) -> str:
    return reverse("inventory:redesign", args=[row.public_id])


def sent(row: Procedure, **verdicts: str) -> dict[str, str]:
    """The whole form as a browser sends it: everything left open but what is named by key and verdict."""
    form = {"seen": str(office.fresh(row).edition)}
    with as_system():
        keys = [one.key for one in redesign_of(office.fresh(row)).proposals]
    for number, key in enumerate(keys, start=1):
        form |= {f"key.{number}": key, f"verdict.{number}": "", f"reason.{number}": ""}
    return form | verdicts


def deciding(row: Procedure, wanted: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    form = sent(row)
    for name, key in list(form.items()):
        if name.startswith("key.") and key in wanted:
            number = name.removeprefix("key.")
            form[f"verdict.{number}"], form[f"reason.{number}"] = wanted[key]
    return form


def test_today_stands_beside_the_proposed_in_pictures_words_and_numbers() -> None:
    lead = office.lead()
    row = office.row(lead, **EFFORT)
    page = office.said(signed_in(lead.person).get(url(row)))
    assert page.count('<svg class="iv-flow') == 2
    assert page.count('class="in-steps"') == 2
    for said in (
        "申請書の認印をやめる",
        "住民票の写しの提出をやめ",
        "待つ日数",
        "受け渡し",
        "今の流れ",
        "見直し後の流れ",
    ):
        assert said in page


def test_verdicts_are_kept_with_who_and_when_and_add_up() -> None:
    lead = office.lead()
    row, client = office.row(lead, **EFFORT), signed_in(lead.person)
    wanted = {SEAL: ("accepted", ""), PAPER: ("accepted", "住基で確かめる"), "online": ("dismissed", "件数が少ない")}
    answer = client.post(url(row), deciding(row, wanted), follow=True)
    assert "見直しの内容を保存しました" in office.said(answer)
    with as_system():
        kept = {one.key: one for one in ProposalVerdict.objects.select_related("decided_by")}
        saving_of_both = redesign_of(office.fresh(row)).saving
    assert {key: one.verdict for key, one in kept.items()} == {key: verdict for key, (verdict, _) in wanted.items()}
    assert {one.decided_by for one in kept.values()} == {lead.person}
    now = office.fresh(row)
    assert (now.accepted, now.dismissed) == (2, 1)
    assert now.saved_minutes == saving_of_both.minutes > 0
    assert now.saved_yen == saving_of_both.yen > 0


def test_who_dismisses_says_why() -> None:
    lead = office.lead()
    row, client = office.row(lead, **EFFORT), signed_in(lead.person)
    answer = client.post(url(row), deciding(row, {SEAL: ("dismissed", "  "), PAPER: ("accepted", "")}))
    assert answer.status_code == 422
    assert "見送る理由を入力してください" in office.said(answer)
    with as_system():
        assert not ProposalVerdict.objects.exists()


def test_the_same_again_changes_nothing_and_left_open_again_takes_back() -> None:
    lead = office.lead()
    row, client = office.row(lead, **EFFORT), signed_in(lead.person)
    for _ in range(2):
        client.post(url(row), deciding(row, {SEAL: ("accepted", "")}))
    with as_system():
        assert Record.objects.filter(action="inventory.redesign_decided").count() == 1
    client.post(url(row), sent(row))
    assert (office.fresh(row).accepted, office.fresh(row).saved_minutes) == (0, 0)
    with as_system():
        assert not ProposalVerdict.objects.exists()


def test_accepting_a_proposal_about_a_seal_is_the_decision_on_the_seal() -> None:
    lead = office.lead()
    row, client = office.row(lead, **EFFORT), signed_in(lead.person)
    client.post(url(row), deciding(row, {SEAL: ("accepted", "")}))
    with as_system():
        seal = Seal.objects.get()
    assert (seal.decision, seal.reason) == ("abolish", "押印を求める法令がありません（今の根拠：要綱の様式）")
    assert seal.decided_by_id == lead.person.pk
    assert "廃止" in office.said(client.get(reverse("inventory:seals")))
    client.post(url(row), sent(row))
    with as_system():
        seal.refresh_from_db()
    assert (seal.decision, seal.decided_at) == ("", None)


def test_a_decision_on_the_seals_page_is_the_verdict_on_the_proposal_and_counts() -> None:
    lead = office.lead()
    row, client = office.row(lead, **EFFORT), signed_in(lead.person)
    with as_system():
        page = reverse("inventory:decide_seal", args=[Seal.objects.get().public_id])
    client.post(page, {"decision": "abolish", "reason": "慣行だけのため"})
    assert office.fresh(row).accepted == 1
    assert office.fresh(row).saved_minutes > 0
    assert "慣行だけのため" in office.said(client.get(url(row)))
    client.post(page, {"decision": "sign_in", "reason": "だれの届出かを確かめるため"})
    assert (office.fresh(row).accepted, office.fresh(row).dismissed, office.fresh(row).saved_minutes) == (0, 1, 0)


def test_many_seals_decided_at_once_are_summed_up_by_a_job() -> None:
    lead = office.lead()
    row = office.row(lead, **EFFORT)
    with as_system():
        deciding_seals.decide_many(
            number=uuid4(), found=Seal.objects.all(), decision="abolish", reason="一括", by=lead, now=office.NOW
        )
        assert [one.key for one in redesign_of(office.fresh(row)).accepted] == [SEAL]
        assert summing.put_off_missed() == 1
        summing.sum_up_all([str(row.public_id)])
        assert summing.put_off_missed() == 0
    assert office.fresh(row).saved_minutes > 0


def test_who_leaves_a_seal_that_a_law_asks_for_keeps_it() -> None:
    lead = office.lead()
    row, client = office.row(lead, **EFFORT, seal1_law="見本法第1条"), signed_in(lead.person)
    with as_system():
        [key] = redesign_of(row).seals
    client.post(url(row), deciding(row, {key: ("dismissed", "法改正を待つ")}))
    with as_system():
        seal = Seal.objects.get()
    assert (seal.decision, seal.reason) == ("keep", "法改正を待つ")
    assert office.fresh(row).dismissed == 1


def test_what_was_decided_twice_before_becomes_one() -> None:
    lead = office.lead()
    row, other = office.row(lead, **EFFORT), office.row(lead, title="別の届", **EFFORT)
    kept = {
        "organisation": lead.organisation,
        "key": SEAL,
        "sentence_ja": "申請書の認印をやめる",
        "sentence_en": "Stop",
    }
    by = {"decided_at": office.NOW, "decided_by": lead.person}
    with as_system():
        ProposalVerdict.objects.create(procedure=row, verdict="accepted", office_minutes=5, **kept, **by)
        ProposalVerdict.objects.create(procedure=other, verdict="accepted", office_minutes=5, **kept, **by)
        Seal.objects.filter(procedure=other).update(decision="sign_in", reason="別の方法", **by)
        import_module("naniwa.services.inventory.migrations.0006_one_decision_on_a_seal").make_one(apps, Editor)
    with as_system():
        first, second = (Seal.objects.get(procedure=one) for one in (row, other))
        assert (first.decision, first.reason) == ("abolish", "申請書の認印をやめる")
        assert second.decision == "sign_in"
        verdict = ProposalVerdict.objects.get(procedure=other)
    assert (verdict.verdict, verdict.reason, verdict.office_minutes) == ("dismissed", "別の方法", 0)
    assert (office.fresh(other).accepted, office.fresh(other).dismissed) == (0, 1)


class Editor:
    """What a migration is handed."""

    connection = connection


def test_a_verdict_stands_in_the_history_of_the_row() -> None:
    lead = office.lead()
    row, client = office.row(lead, **EFFORT), signed_in(lead.person)
    client.post(url(row), deciding(row, {SEAL: ("dismissed", "様式の改正を待つ")}))
    page = office.said(client.get(reverse("inventory:row", args=[row.public_id])))
    assert "申請書の認印をやめる：見送り（様式の改正を待つ）" in page


def test_nobody_decides_on_a_row_that_changed_meanwhile() -> None:
    lead = office.lead()
    row = office.row(lead, **EFFORT)
    with as_system():
        saving.change(procedure=row, entry=office.entry(**EFFORT, volume="5"), seen=1, by=lead, now=office.NOW)
        with pytest.raises(ChangedMeanwhile):
            redesigning.decide(procedure=row, wanted={SEAL: Verdict("accepted")}, seen=1, by=lead, now=office.NOW)


@pytest.mark.parametrize(
    ("key", "verdict", "error"), [("made_up", "accepted", UnknownProposal), (SEAL, "maybe", UnknownVerdict)]
)
def test_what_is_not_offered_is_not_kept(key: str, verdict: str, error: type[Exception]) -> None:
    lead = office.lead()
    row = office.row(lead, **EFFORT)
    with as_system(), pytest.raises(error):
        redesigning.decide(procedure=row, wanted={key: Verdict(verdict)}, seen=1, by=lead, now=office.NOW)


def test_contacts_decide_on_their_own_rows_and_others_read() -> None:
    lead = office.lead()
    row = office.row(lead, **EFFORT)
    other = office.row(lead, department_code="0202", department_name="高齢介護課", title="手当", **EFFORT)
    client = signed_in(office.contact_of(lead, "0101", "contact@example.jp").person)
    assert client.post(url(row), deciding(row, {SEAL: ("accepted", "")})).status_code == 302
    assert client.post(url(other), deciding(other, {SEAL: ("accepted", "")})).status_code == 403
    assert client.post(reverse("inventory:want_form", args=[other.public_id])).status_code == 403
    assert "見直しの内容を保存する" not in office.said(client.get(url(other)))
    assert (office.fresh(row).accepted, office.fresh(other).accepted) == (1, 0)


def test_what_was_accepted_keeps_its_saving_when_the_row_has_followed_it() -> None:
    lead = office.lead()
    row, client = office.row(lead, **EFFORT), signed_in(lead.person)
    client.post(url(row), deciding(row, {SEAL: ("accepted", "")}))
    saved = office.fresh(row).saved_minutes
    with as_system():
        without = office.entry(**EFFORT, seal1_kind="", seal1_basis="")
        saving.change(procedure=office.fresh(row), entry=without, seen=1, by=lead, now=office.NOW)
    page = office.said(client.get(url(row)))
    assert "前に決めた提案" in page
    client.post(url(row), deciding(row, {PAPER: ("accepted", "")}))
    assert office.fresh(row).saved_minutes > saved > 0
    assert office.fresh(row).accepted == 2


def test_the_list_and_the_public_page_show_what_was_decided(client: Client) -> None:
    lead = office.lead()
    row, staff = office.row(lead, **EFFORT), signed_in(lead.person)
    staff.post(url(row), deciding(row, {SEAL: ("accepted", ""), PAPER: ("accepted", "")}))
    hours = office.fresh(row).saved_minutes // 60
    listed = office.said(staff.get(reverse("inventory:list")))
    assert "採用2件" in listed
    assert f"年{hours:,}時間減" in listed
    page = office.said(client.get(reverse("inventory:public")))
    assert "見直しを決めた手続" in page
    assert f"{hours:,}" in page
    total = json.loads(client.get(reverse("inventory:public_json")).content)["total"]
    assert (total["redesigned"], total["hours_saved"]) == (1, hours)


def test_hours_that_the_department_gave_count_instead_of_those_of_proposals(client: Client) -> None:
    lead = office.lead()
    row = office.row(lead, **EFFORT, hours_saved="7")
    signed_in(lead.person).post(url(row), deciding(row, {SEAL: ("accepted", "")}))
    assert json.loads(client.get(reverse("inventory:public_json")).content)["total"]["hours_saved"] == 7


def test_another_office_finds_no_redesign_of_this_one() -> None:
    lead = office.lead()
    row = office.row(lead, **EFFORT)
    signed_in(lead.person).post(url(row), deciding(row, {SEAL: ("accepted", "")}))
    signed_in(lead.person).post(reverse("inventory:want_form", args=[row.public_id]))
    other = office.lead("other@example.jp", office.OTHER)
    assert signed_in(other.person).get(url(row)).status_code == 404
    with acting_as(Scope(other.organisation.pk, other.person.pk)):
        assert [model.objects.count() for model in (ProposalVerdict, FormWish)] == [0, 0]
    with acting_as(Scope(lead.organisation.pk, lead.person.pk)):
        assert [model.objects.count() for model in (ProposalVerdict, FormWish)] == [1, 1]


def test_what_to_put_online_first_is_ranked_as_the_rules_rank_it() -> None:
    lead = office.lead()
    with as_system():
        load_samples(by=lead, now=office.NOW, count=120)
        rows = listing.page(Selection(sort="-points"), organisation_id=lead.organisation.pk, length=120)
        best = ranked(facts_of(entry, code=str(at)) for at, entry in enumerate(entries(120)))
    assert [row.points for row in rows] == [one.points for one in best]
    assert [row.online_minutes for row in rows] == [one.minutes_saved for one in best]
    page = office.said(signed_in(lead.person).get(reverse("inventory:first")))
    assert rows[0].title in page
    assert "時間 /60" in page


def test_a_changed_row_is_scored_anew() -> None:
    lead = office.lead()
    row = office.row(lead, **EFFORT)
    before = office.fresh(row).points
    with as_system():
        saving.change(procedure=row, entry=office.entry(**EFFORT, volume="50000"), seen=1, by=lead, now=office.NOW)
    assert office.fresh(row).points > before


def test_the_ranking_of_any_number_of_rows_takes_as_many_queries() -> None:
    lead = office.lead()
    client = signed_in(lead.person)
    client.get(reverse("inventory:first"))  # what is read once in a process
    counts = []
    for count in (10, 60):
        with as_system():
            Procedure.objects.all().delete()
            load_samples(by=lead, now=office.NOW, count=count)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("inventory:first"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_procedures_of_one_occasion_are_proposed_to_be_merged_into_the_largest() -> None:
    lead = office.lead()
    occasion = {**EFFORT, "applicant": "個人", "moment": "転入"}
    small = office.row(lead, **occasion, volume="100")
    large = office.row(lead, **occasion, volume="9000", title="転入届")
    with as_system():
        keys = [{one.key for one in redesign_of(office.fresh(row)).proposals} for row in (small, large)]
    assert f"merge:{large.public_id}" in keys[0]
    assert not any(key.startswith("merge:") for key in keys[1])


def test_validity_and_checks_of_the_row_lead_to_proposals() -> None:
    lead = office.lead()
    more: dict[str, Any] = {"validity_years": "1", "renewals": "600", "check_name": "所得", "check_minutes": "10"}
    row = office.row(lead, **EFFORT, **more, check_register="市町村の税情報")
    page = office.said(signed_in(lead.person).get(url(row)))
    assert "有効期間を1年から3年に延ばす" in page
    assert "「所得」を市町村の税情報との自動照合にする" in page
    assert "台帳と自動で照合する" in page
