"""The register: rows are added, found, changed by whom they belong to, never overwritten unseen, and brought back."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from naniwa.kernel.audit.models import Record
from naniwa.kernel.organisations.isolation import Scope, acting_as, as_system
from naniwa.kernel.people.access import Staff
from naniwa.services.inventory.models import Department, Procedure, Seal
from naniwa.services.inventory.operations import saving
from naniwa.services.inventory.operations.sampling import load_samples
from naniwa.services.inventory.queries import listing
from naniwa.services.inventory.queries.listing import Selection
from naniwa.services.inventory.tests import office
from naniwa.services.inventory.tests.office import signed_in

pytestmark = pytest.mark.django_db


def change_url(procedure: Procedure) -> str:
    return reverse("inventory:change", args=[procedure.public_id])


def test_a_row_is_added_once_however_often_the_button_is_pressed() -> None:
    lead = office.lead()
    client, number = signed_in(lead.person), str(uuid4())
    first = client.post(reverse("inventory:add"), {**office.form(), "number": number})
    again = client.post(reverse("inventory:add"), {**office.form(title="別の名前"), "number": number})
    assert first["Location"] == again["Location"] == reverse("inventory:row", args=[number])
    with as_system():
        [row] = Procedure.objects.select_related("department")
        assert (row.number, row.title, row.volume, row.seal, row.seal_count) == (
            1,
            "ばい煙発生施設設置届",
            1200,
            "personal",
            1,
        )
        assert row.papers == [{"name": "住民票の写し", "held": "市町村"}]
        assert Record.objects.filter(action="inventory.added", target=number).count() == 1


def test_what_is_wrong_is_shown_beside_its_answer_and_nothing_is_lost() -> None:
    client = signed_in(office.lead().person)
    answer = client.post(reverse("inventory:add"), office.form(volume="たくさん", channel=""))
    page = office.said(answer)
    assert answer.status_code == 422
    assert "「たくさん」を数字として読めません" in page
    assert "「主な受付方法」を入力してください" in page
    assert 'value="ばい煙発生施設設置届"' in page
    with as_system():
        assert not Procedure.objects.exists()


def test_what_another_has_changed_meanwhile_is_shown_and_not_overwritten() -> None:
    lead = office.lead()
    row, client = office.row(lead), signed_in(lead.person)
    with as_system():
        saving.change(procedure=row, entry=office.entry(volume="50"), seen=1, by=lead, now=office.NOW)
    answer = client.post(change_url(row), office.form(volume="70", seen="1"))
    page = office.said(answer)
    assert answer.status_code == 409
    assert "ほかの人がこの手続を変えました" in page
    assert "<del>50</del>" in page
    assert office.fresh(row).volume == 50
    assert 'name="seen" value="2"' in page
    client.post(change_url(row), office.form(volume="70", seen="2"))
    assert office.fresh(row).volume == 70


def test_a_change_stands_in_the_history_with_its_old_and_new_words() -> None:
    lead = office.lead()
    row, client = office.row(lead), signed_in(lead.person)
    client.post(change_url(row), office.form(channel="オンライン", seen="1"))
    page = office.said(client.get(reverse("inventory:row", args=[row.public_id])))
    assert "主な受付方法：窓口 → オンライン" in page
    assert "棚卸の手続を変更" in page


def test_saving_and_confirming_is_one_press_and_a_later_change_is_confirmed_anew() -> None:
    lead = office.lead()
    row, client = office.row(lead), signed_in(lead.person)
    client.post(change_url(row), office.form(volume="9", seen="1", then="confirm"))
    assert office.fresh(row).state == "confirmed"
    client.post(change_url(row), office.form(volume="10", seen="2"))
    assert office.fresh(row).state == "unconfirmed"


def test_a_removed_row_counts_nowhere_and_comes_back_as_it_was() -> None:
    lead = office.lead()
    row, client = office.row(lead), signed_in(lead.person)
    client.post(reverse("inventory:remove", args=[row.public_id]), {"seen": "1"})
    assert row.title not in office.said(client.get(reverse("inventory:list")))
    assert row.title in office.said(client.get(reverse("inventory:list"), {"state": "removed"}))
    client.post(reverse("inventory:restore", args=[row.public_id]))
    assert row.title in office.said(client.get(reverse("inventory:list")))
    with as_system():
        acts = Record.objects.filter(target=row.reference).order_by("pk").values_list("action", flat=True)
        assert list(acts) == ["inventory.added", "inventory.removed", "inventory.restored"]


def test_a_row_that_was_changed_meanwhile_is_not_removed() -> None:
    lead = office.lead()
    row, client = office.row(lead), signed_in(lead.person)
    client.post(reverse("inventory:remove", args=[row.public_id]), {"seen": "7"})
    assert office.fresh(row).removed_at is None


def test_a_contact_changes_the_rows_of_their_department_and_no_others() -> None:
    lead = office.lead()
    own, other = office.row(lead), office.row(lead, department_code="0202", department_name="高齢介護課", title="手当")
    contact = office.contact_of(lead, "0101", "contact@example.jp")
    client = signed_in(contact.person)
    assert client.post(change_url(own), office.form(volume="3", seen="1")).status_code == 302
    assert client.post(change_url(other), office.form(volume="3", seen="1")).status_code == 403
    moved = client.post(change_url(own), office.form(department_code="0202", department_name="高齢介護課", seen="2"))
    assert moved.status_code == 422
    assert (office.fresh(own).volume, office.fresh(other).volume) == (3, 1200)
    assert client.post(reverse("inventory:remove", args=[other.public_id]), {"seen": "1"}).status_code == 403
    with pytest.raises(saving.NotYours), as_system():
        saving.change(procedure=other, entry=office.entry(volume="1"), seen=1, by=contact, now=office.NOW)


def test_others_may_read_and_change_nothing() -> None:
    row = office.row(office.lead())
    client = signed_in(office.member("reader@example.jp", "auditor").person)
    page = office.said(client.get(reverse("inventory:row", args=[row.public_id])))
    assert row.title in page
    assert "編集する" not in page
    assert client.get(change_url(row)).status_code == 403
    assert client.get(reverse("inventory:add")).status_code == 403


def test_a_code_belongs_to_one_department() -> None:
    lead = office.lead()
    office.row(lead)
    answer = signed_in(lead.person).post(reverse("inventory:add"), office.form(department_name="別の課"))
    assert answer.status_code == 422
    assert "このコードの課は「環境管理室」です" in office.said(answer)


def test_another_office_finds_nothing_of_this_one() -> None:
    row = office.row(office.lead())
    other = office.lead("other@example.jp", office.OTHER)
    client = signed_in(other.person)
    assert row.title not in office.said(client.get(reverse("inventory:list")))
    for name in ("row", "change"):
        assert client.get(reverse(f"inventory:{name}", args=[row.public_id])).status_code == 404
    # A number of theirs, sent as the number of a new row.
    assert client.post(reverse("inventory:add"), {**office.form(), "number": row.reference}).status_code == 404


def test_row_security_hides_every_table_from_another_office() -> None:
    lead = office.lead()
    office.row(lead)
    other = office.lead("other@example.jp", office.OTHER)
    with acting_as(Scope(other.organisation.pk, other.person.pk)):
        assert [model.objects.count() for model in (Procedure, Seal, Department)] == [0, 0, 0]
        assert Procedure.objects.update(volume=1) == 0
    with acting_as(Scope(lead.organisation.pk, lead.person.pk)):
        assert Procedure.objects.count() == Seal.objects.count() == Department.objects.count() == 1


def test_seals_that_stay_keep_what_was_decided_about_them() -> None:
    lead = office.lead()
    row = office.row(lead, seal2_kind="法人印", seal2_basis="慣行")
    with as_system():
        Seal.objects.filter(procedure=row, position=2).update(
            decision="abolish", reason="慣行", decided_at=office.NOW, decided_by=lead.person
        )
        swapped = office.entry(seal1_kind="法人印", seal1_basis="慣行", seal2_kind="認印", seal2_basis="要綱の様式")
        saving.change(procedure=row, entry=swapped, seen=1, by=lead, now=office.NOW)
        assert list(Seal.objects.order_by("position").values_list("kind", "decision")) == [
            ("corporate", "abolish"),
            ("personal", ""),
        ]


@pytest.fixture
def many() -> Staff:
    lead = office.lead()
    with as_system():
        load_samples(by=lead, now=office.NOW, count=600)
    return lead


def test_a_page_of_the_list_is_one_query_and_its_filters_another(many: Staff) -> None:
    with acting_as(Scope(many.organisation.pk, many.person.pk)), CaptureQueriesContext(connection) as queries:
        page = listing.page(Selection(words="見本"), organisation_id=many.organisation.pk)
        listing.counts(Selection(words="見本"), organisation_id=many.organisation.pk)
    assert (len(page), page[0].total, len(queries)) == (50, 600, 2)


@pytest.mark.parametrize(
    "filters",
    [
        {"department": "0101"},
        {"channel": "counter"},
        {"seal": "none"},
        {"state": "unconfirmed"},
        {"words": "ﾍﾞﾂﾉ許可"},
        {"words": "許可申請"},
        {"department": "0101", "channel": "counter", "seal": "personal"},
    ],
)
def test_what_a_filter_says_it_leaves_is_what_it_leaves(many: Staff, filters: dict[str, str]) -> None:
    selection, number = Selection.of(filters), many.organisation.pk
    with as_system():
        page = listing.page(selection, organisation_id=number, length=1000)
        counts = listing.counts(selection, organisation_id=number)
    assert len(page) == (page[0].total if page else 0)
    for name, value in filters.items():
        if name != "words":
            assert counts[name][value] == len(page)
    assert sum(counts["state"].values()) == len(page)


def test_unknown_filters_and_pages_are_no_error(many: Staff) -> None:
    client = signed_in(many.person)
    for query in ("?channel=fax&seal=_&state=x&sort=password&page=0", "?page=99999", "?words=%25_%27%22&department="):
        assert client.get(reverse("inventory:list") + query).status_code == 200


def test_chosen_rows_are_confirmed_and_those_of_others_are_passed_over(many: Staff) -> None:
    contact = office.contact_of(many, "0101", "contact@example.jp")
    answer = signed_in(contact.person).post(reverse("inventory:confirm_many"), {"select_all": "1"}, follow=True)
    assert "10件を確認済みにしました" in office.said(answer)
    with as_system():
        confirmed = Procedure.objects.filter(state="confirmed").values_list("department__code", flat=True)
        assert set(confirmed) == {"0101"}


def test_an_empty_inventory_says_what_to_do() -> None:
    page = office.said(signed_in(office.lead().person).get(reverse("inventory:list")))
    assert "棚卸の手続はまだありません" in page
    assert reverse("inventory:import") in page


def test_a_contact_must_be_of_the_office() -> None:
    lead = office.lead()
    office.row(lead)
    office.member("stranger@example.jp", "reviewer", office=office.OTHER)
    office.member("colleague@example.jp", "reviewer")
    client = signed_in(lead.person)
    url = reverse("inventory:department", args=["0101"])
    assert client.post(url, {"name": "環境管理室", "contact": "stranger@example.jp"}).status_code == 422
    assert client.post(url, {"name": "", "contact": ""}).status_code == 422
    assert client.post(url, {"name": "環境課", "contact": " Colleague@example.jp "}).status_code == 302
    with as_system():
        department = Department.objects.select_related("contact").get()
    assert (department.name, str(department.contact)) == ("環境課", "colleague")


def test_a_known_department_needs_no_name() -> None:
    lead = office.lead()
    office.row(lead)
    answer = signed_in(lead.person).post(reverse("inventory:add"), office.form(title="届", department_name=""))
    assert answer.status_code == 302
