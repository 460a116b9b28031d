"""The pages of payouts: two persons, banking days, the file on record, returned transfers, every yen in its place."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.payments.models import Claim, Run
from naniwa.kernel.payments.operations import set_paying_account
from naniwa.kernel.people.models import Person
from naniwa.library.banking_days import after
from naniwa.services.procedures.models import Application
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.staff_sessions import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> Live:
    made = factories.published()
    with as_system():
        set_paying_account(
            organisation=Organisation.objects.get(code=factories.OFFICE),
            client_code="1234567890",
            client_name="オオサカフ",
            bank_code="0010",
            branch_code="101",
            account_type="2",
            account_number="7654321",
            by=None,
            now=timezone.now(),
        )
    return made


@pytest.fixture
def payer(version: Live) -> Person:
    return factories.staff("payer@example.jp", "payer", "releaser")


@pytest.fixture
def releaser(version: Live) -> Person:
    return factories.staff("releaser@example.jp", "releaser")


def approved(version: Live, count: int = 1) -> list[Application]:
    reviewer, approver = factories.staff("r@example.jp", "reviewer"), factories.staff("a@example.jp", "approver")
    made = [factories.approved(version, reviewer=reviewer, approver=approver, now=timezone.now()) for _ in range(count)]
    with as_system():
        # The examples of the definition share one account.
        for number, claim in enumerate(Claim.objects.order_by("pk")):
            Claim.objects.filter(pk=claim.pk).update(account_number=f"{1_000_000 + number}")
    return made


def day() -> date:
    return after(timezone.localdate(), 3)


def collect(client: Client, version: Live, on: date) -> Any:
    data = {"procedure": version.procedure.slug, "transfer_on": on.isoformat()}
    return client.post(reverse("payments:collect"), data)


def told(client: Client, answer: Any) -> str:
    return str(client.get(answer["Location"]).content.decode())


def run() -> Run:
    with as_system():
        return Run.objects.get()


def released(version: Live, payer: Person, releaser: Person) -> Run:
    collect(signed_in(payer), version, day())
    signed_in(releaser).post(reverse("payments:release", args=[run().public_id]))
    return run()


def test_a_run_is_made_up_once_and_for_a_banking_day(version: Live, payer: Person) -> None:
    approved(version)
    client = signed_in(payer)
    sunday = date(timezone.localdate().year + 1, 1, 1)
    assert "この日は銀行が休みです" in told(client, collect(client, version, sunday))
    first, second = (collect(client, version, day()) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert run().records == 1


def test_whoever_made_up_a_run_does_not_release_it(version: Live, payer: Person, releaser: Person) -> None:
    approved(version)
    collect(signed_in(payer), version, day())
    client = signed_in(payer)
    assert "作成した人は承認できません" in told(
        client, client.post(reverse("payments:release", args=[run().public_id]))
    )
    other = signed_in(releaser)
    for _ in range(2):
        assert "承認しました" in told(other, other.post(reverse("payments:release", args=[run().public_id])))
    assert run().released_by_id == releaser.pk


def test_a_refused_claim_is_named_with_its_remedy_and_the_folded_kana(version: Live, payer: Person) -> None:
    approved(version)
    with as_system():
        Claim.objects.update(payee_kana="ナニワ㊙ショウテン")
    page = told(signed_in(payer), collect(signed_in(payer), version, day()))
    assert "口座名義に振込ファイルで使えない文字があります" in page
    assert "ﾅﾆﾜ" in page
    assert "通帳のカナのとおりに" in page


def test_each_fetch_of_the_bank_file_is_written_down(version: Live, payer: Person, releaser: Person) -> None:
    approved(version)
    made = released(version, payer, releaser)
    answer = signed_in(payer).get(reverse("payments:file", args=[made.public_id]))
    assert answer.content == bytes(made.file or b"")
    with as_system():
        record = Record.objects.get(action="payments.file_fetched")
    assert (record.actor_id, record.detail["sha256"]) == (payer.pk, made.sha256)


def test_the_banks_list_is_shown_before_it_is_taken_in(version: Live, payer: Person, releaser: Person) -> None:
    cases = approved(version, 2)
    made = released(version, payer, releaser)
    client, url = signed_in(payer), reverse("payments:results", args=[made.public_id])
    text = f"受付番号,金額,理由\n{cases[0].reference},1000000,名義相違\n"
    preview = client.post(url, {"text": text}).content.decode()
    assert "名義相違" in preview
    assert run().state == "released"
    for _ in range(2):
        assert "振込の結果を取り込みました" in told(client, client.post(url, {"text": text, "apply": "1"}))
    with as_system():
        assert sorted(Claim.objects.values_list("state", flat=True)) == ["failed", "paid"]
    page = client.get(reverse("payments:balance")).content.decode()
    assert "1円まで合っています" in page
    assert "2,000,000円" in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("番号,理由\n1,名義相違\n", "見出しの行に"),
        ("受付番号,金額,理由\nKX-0000-0000-0000,1000000,名義相違\n", "この振込依頼に見つからない行があります"),
    ],
)
def test_a_list_that_does_not_fit_changes_nothing(
    version: Live, payer: Person, releaser: Person, text: str, said: str
) -> None:
    approved(version)
    made = released(version, payer, releaser)
    answer = signed_in(payer).post(reverse("payments:results", args=[made.public_id]), {"text": text})
    assert said in answer.content.decode().replace("<wbr>", "")
    assert run().state == "released"


def test_a_discarded_run_gives_its_claims_back(version: Live, payer: Person) -> None:
    approved(version)
    client = signed_in(payer)
    collect(client, version, day())
    for _ in range(2):
        client.post(reverse("payments:discard", args=[run().public_id]))
    with as_system():
        assert Claim.objects.get().state == "pending"


@pytest.mark.parametrize("name", ["payments:home", "payments:balance"])
def test_reviewers_do_not_see_money_and_auditors_do(version: Live, name: str) -> None:
    assert signed_in(factories.staff("r2@example.jp", "reviewer")).get(reverse(name)).status_code == 403
    assert signed_in(factories.staff("auditor@example.jp", "auditor")).get(reverse(name)).status_code == 200


def english(person: Person, url: str) -> str:
    client = signed_in(person)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return str(client.get(url).content.decode())


def test_an_english_reader_sees_procedures_and_municipalities_in_english(
    version: Live, payer: Person, releaser: Person
) -> None:
    approved(version, 2)
    title, here = version.procedure.title, Organisation.objects.get(code="271004")
    assert title.en in english(payer, reverse("payments:home"))
    made = released(version, payer, releaser)
    for page in ("payments:home", "payments:balance"):
        said = english(payer, reverse(page))
        assert title.en in said
        assert title.ja not in said
    for url in (reverse("payments:balance"), reverse("payments:run", args=[made.public_id])):
        said = english(payer, url)
        assert here.name_en in said
        assert here.name not in said
        assert here.parent
        assert here.parent.name_en in said
        assert "270008" not in said
