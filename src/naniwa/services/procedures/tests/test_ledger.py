"""The ledger of all cases: one box finds by anything, columns are chosen, searches are kept and shared."""

import re
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application, SavedSearch
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.staff_sessions import signed_in

pytestmark = pytest.mark.django_db
LEDGER = "procedures:staff_register"
SAVE = "procedures:staff_search_save"


def page(client: Client, **query: str) -> str:
    return client.get(reverse(LEDGER), query).content.decode()


def shown(client: Client, **query: str) -> set[str]:
    return set(re.findall(r'nw-table__link" href="/staff/cases/([^/]+)/', page(client, **query)))


def company(version: Live) -> Application:
    account = {**factories.example(version)["account"], "account_number": "7654321"}
    place = {**factories.example(version)["place"], "town": "南森町", "street": "２丁目７−２９"}
    return factories.received(
        version,
        now=timezone.now(),
        company_name="株式会社髙島ＴＫＣ",
        company_kana="カブシキガイシャタカシマティーケーシー",
        phone="06-6941-0999",
        account=account,
        place=place,
    )


@pytest.mark.parametrize(
    "words",
    [
        "高島", "髙島", "高嶋", "TKC", "ｔｋｃ", "ＴＫＣ", "タカシマ", "たかしま", "ﾀｶｼﾏ", "南森町", "06-6941-0999", "0669410999",
        "０６−６９４１−０９９９", "7654321", "７６５４３２１", "高島 南森町 7654321", "2丁目7-29",
    ],
)  # fmt: skip
def test_one_box_finds_by_name_kana_address_telephone_and_account(version: Live, reviewer: Person, words: str) -> None:
    wanted = company(version)
    factories.received(version, now=timezone.now())
    assert shown(signed_in(reviewer), words=words) == {wanted.reference}


def test_part_of_a_receipt_number_finds_with_and_without_hyphens(version: Live, reviewer: Person) -> None:
    case = factories.received(version, now=timezone.now())
    client = signed_in(reviewer)
    for part in (case.reference[3:12], case.reference.replace("-", "")[2:12], case.reference[:7].lower()):
        assert case.reference in shown(client, words=part)


@pytest.mark.parametrize("written", ["2丁目1番22号", "2-1-22", "２丁目１−２２", "二丁目1番地の22", "2丁目1の22"])
def test_an_address_is_found_however_its_numbers_are_written(version: Live, reviewer: Person, written: str) -> None:
    street = {**factories.example(version)["place"], "town": "大手前", "street": written}
    wanted = factories.received(version, now=timezone.now(), place=street)
    factories.received(version, now=timezone.now(), place={**street, "street": "3丁目1番22号"})
    client = signed_in(reviewer)
    for words in (
        "2-1-22",
        "2丁目1番22号",
        "大手前2-1-22",
        "大手前２丁目１番２２号",
        "二丁目1-22",
        "大手前 2丁目1の22",
        written,
    ):
        assert shown(client, words=words) == {wanted.reference}, words


def test_an_application_of_before_is_found_by_its_address_as_it_was_written(version: Live, reviewer: Person) -> None:
    wanted = company(version)
    with as_system():
        Application.objects.filter(pk=wanted.pk).update(search="大手前2丁目122")
    assert shown(signed_in(reviewer), words="2丁目1-22") == {wanted.reference}


@pytest.mark.parametrize("written", ["{}", "{bare}", "{lower}"])
def test_a_whole_receipt_number_leads_to_its_case(version: Live, reviewer: Person, written: str) -> None:
    case = factories.received(version, now=timezone.now())
    words = written.format(case.reference, bare=case.reference.replace("-", ""), lower=case.reference.lower())
    answer = signed_in(reviewer).get(reverse(LEDGER), {"words": words})
    assert answer["Location"] == f"/staff/cases/{case.reference}/?tab=all"


def test_closed_and_open_cases_stand_in_one_list(version: Live, reviewer: Person, approver: Person) -> None:
    done = factories.approved(version, reviewer=reviewer, approver=approver)
    fresh = factories.received(version, now=timezone.now())
    assert shown(signed_in(reviewer)) == {done.reference, fresh.reference}
    assert shown(signed_in(reviewer), state="approved") == {done.reference}


def test_the_tab_of_the_queue_for_all_leads_here(version: Live, reviewer: Person) -> None:
    answer = signed_in(reviewer).get(reverse("procedures:staff_queue"), {"tab": "all", "state": "paid"})
    assert answer["Location"] == f"{reverse(LEDGER)}?state=paid"


def test_further_columns_are_shown_when_they_are_chosen(version: Live, reviewer: Person) -> None:
    case = company(version)
    client = signed_in(reviewer)
    assert case.answers["phone"] not in page(client)
    answer = client.get(reverse(LEDGER), {"state": "received", "without": "due.received.procedure.channel"})
    assert answer["Location"] == f"{reverse(LEDGER)}?state=received"
    text = page(client)
    assert case.answers["phone"] in text
    assert "南森町" in text


def test_queries_do_not_grow_with_the_rows(version: Live, reviewer: Person) -> None:
    client = signed_in(reviewer)
    client.get(reverse(LEDGER), {"without": "-"})
    page(client)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, words="0")
        return len(queries)

    company(version)
    before = count()
    for _ in range(3):
        company(version)
    assert count() == before


def save(client: Client, name: str, *, query: str = "?state=received&sort=-amount", **given: str) -> Any:
    return client.post(reverse(SAVE) + query, {"name": name, **given})


def test_a_search_is_found_again_above_the_list_and_in_the_palette(version: Live, reviewer: Person) -> None:
    client = signed_in(reviewer)
    answer = save(client, " 期限の近い　飲食店 ")
    assert answer["Location"] == f"{reverse(LEDGER)}?state=received&sort=-amount"
    assert '<a class="nw-chip" href="?sort=-amount&amp;state=received"><span>期限の近い 飲食店</span>' in page(client)
    home = client.get(reverse("procedures:staff_home")).content.decode()
    assert 'data-command="台帳：期限の近い 飲食店"' in home


def test_a_search_of_the_same_name_is_replaced_and_one_without_a_name_refused(version: Live, reviewer: Person) -> None:
    client = signed_in(reviewer)
    save(client, "朝一番")
    save(client, "朝一番", query="?state=paid&nonsense=1")
    save(client, "  ")
    with as_system():
        assert SavedSearch.objects.get().asked == {"state": "paid", "sort": "due"}
    assert "検索に名前を付けてください" in page(client).replace("<wbr>", "")


def test_a_search_is_the_makers_own_until_it_is_shared(version: Live, reviewer: Person) -> None:
    client, colleague = signed_in(reviewer), signed_in(factories.staff("colleague@example.jp", "approver"))
    city = signed_in(factories.staff("city@example.jp", "reviewer", office="271004"))
    save(client, "朝一番")
    assert "朝一番" not in page(colleague)
    with as_system():
        number = SavedSearch.objects.get().public_id
    assert colleague.post(f"/staff/ledger/searches/{number}/share/", {"shared": "1"}).status_code == 404
    client.post(f"/staff/ledger/searches/{number}/share/", {"shared": "1"})
    assert "朝一番" in page(colleague)
    assert "reviewerさんが共有" in page(colleague)
    assert "朝一番" not in page(city)
    for act in ("share", "remove", "restore"):
        assert colleague.post(f"/staff/ledger/searches/{number}/{act}/").status_code == 404
    client.post(f"/staff/ledger/searches/{number}/share/")
    assert "朝一番" not in page(colleague)


def test_a_removed_search_can_be_brought_back(version: Live, reviewer: Person) -> None:
    client = signed_in(reviewer)
    save(client, "朝一番")
    with as_system():
        number = SavedSearch.objects.get().public_id
    gone = client.post(f"/staff/ledger/searches/{number}/remove/", follow=True).content.decode().replace("<wbr>", "")
    assert "「朝一番」を削除しました" in gone
    assert "<span>朝一番</span>" not in gone
    save(client, "朝一番")
    client.post(f"/staff/ledger/searches/{number}/restore/")
    assert "同じ名前の検索があります" in page(client).replace("<wbr>", "")
    with as_system():
        SavedSearch.objects.exclude(public_id=number).delete()
    client.post(f"/staff/ledger/searches/{number}/restore/")
    assert "<span>朝一番</span>" in page(client)


def test_what_is_done_to_searches_is_written_down(version: Live, reviewer: Person) -> None:
    client = signed_in(reviewer)
    save(client, "朝一番", shared="1")
    with as_system():
        number = SavedSearch.objects.get().public_id
    for act in ("share", "remove", "remove", "restore"):
        client.post(f"/staff/ledger/searches/{number}/{act}/")
    with as_system():
        acts = Record.objects.filter(target=str(number)).order_by("pk").values_list("action", flat=True)
        assert [act.removeprefix("procedures.search_") for act in acts] == ["saved", "shared", "removed", "restored"]


def test_the_database_keeps_two_searches_of_one_name_apart(version: Live, reviewer: Person) -> None:
    client = signed_in(reviewer)
    save(client, "朝一番")
    with as_system():
        one = SavedSearch.objects.get()
        one.pk, one.public_id = None, "00000000-0000-4000-8000-000000000000"
        with pytest.raises(IntegrityError), transaction.atomic():
            one.save(force_insert=True)
