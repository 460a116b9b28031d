"""Pages of taxes, by staff and by payers without an account."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from naniwa.kernel.audit.models import Record
from naniwa.kernel.fees.models import Way
from naniwa.kernel.fees.operations import counter
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.services.taxes.models import Batch, Bill, Instalment
from naniwa.services.taxes.operations import printing
from naniwa.services.taxes.queries import links
from naniwa.services.taxes.tests import register as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _slips(settings: Settings) -> None:
    settings.SLIP_ISSUERS = {"271004": "912345"}


@pytest.fixture
def clerk(db: None) -> Staff:
    with as_system():
        return make.clerk()


def due(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def page(client: Client, name: str, *args: object, **data: str) -> str:
    answer = client.get(reverse(name, args=args), data)
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"<wbr>", "", answer.content.decode())


def one_bill(by: Staff, *rows: dict[str, str]) -> Bill:
    return make.taken(*rows, by=by, now=timezone.now())[0]


def test_a_list_becomes_bills_letters_and_a_dunning_letter(clerk: Staff) -> None:
    client = make.signed_in(clerk)
    assert "賦課はまだありません" in page(client, "taxes:register")
    rows = make.listed(
        make.row(due_on=due(-5)), make.row(instalment="2", due_on=due(40)), make.row(number="2", tax="x")
    )
    sent = client.post(reverse("taxes:import"), {"file": SimpleUploadedFile("bills.csv", rows)})
    seen = client.get(sent["Location"]).content.decode()
    assert "1件、200,000円を取り込めます" in seen
    assert "この税目はありません" in seen
    client.post(f"{sent['Location']}take/")
    assert "髙橋 花子" in page(client, "taxes:register", q="2026-000001")
    assert "100,000円" in page(client, "taxes:dunning")

    asked = {"number": str(uuid4()), "dated": due(0), "seen": "1", "read": "yes"}
    for name in ("taxes:begin_notices", "taxes:begin_dunning"):
        pressed = {client.post(reverse(name), {**asked, "number": str(asked["number"])})["Location"] for _ in range(2)}
        assert len(pressed) == 1
        asked["number"] = str(uuid4())
    with as_system():
        assert [(one.kind, one.total) for one in Batch.objects.order_by("pk")] == [("notice", 1), ("dunning", 1)]
        for one in Batch.objects.all():
            for _ in range(2):
                printing.print_part(number=one.public_id, part=1, now=timezone.now())
        batch = Batch.objects.get(kind="dunning")
        bill = Bill.objects.get()
    assert "すべてできました" in page(client, "taxes:batch", batch.public_id)
    assert "督促する税はありません" in page(client, "taxes:dunning")
    assert "督促状" in page(client, "taxes:bill", bill.public_id)


def test_a_payer_without_an_account_says_their_birthday_and_pays(clerk: Staff) -> None:
    bill = one_bill(clerk, make.row(due_on=due(10)))
    token, payer = links.token(bill.reference), Client()
    charge = reverse("fees:charge", args=[make.instalment(bill).charge.public_id])
    assert payer.get(charge).status_code == 302
    assert "髙橋" not in page(payer, "taxes:yours", token)
    for wrong in ("1980-01-03", bill.number, ""):
        assert payer.post(reverse("taxes:yours", args=[token]), {"said": wrong}).status_code == 422
    assert payer.post(reverse("taxes:yours", args=[token]), {"said": "19800102"}).status_code == 302
    assert "100,000円" in page(payer, "taxes:yours", token)
    shown = payer.get(charge).content.decode()
    assert "納付書で支払う" in shown
    slip = payer.post(reverse("fees:slip", args=[make.instalment(bill).charge.public_id]))
    assert payer.get(slip["Location"]).content.startswith(b"%PDF")
    assert Client().get(charge).status_code == 302
    with as_system():
        assert Record.objects.filter(action="taxes.opened").count() == 1


def test_one_who_opened_one_bill_finds_no_other(clerk: Staff) -> None:
    bills = make.taken(make.row(due_on=due(10)), make.row(number="2", due_on=due(10)), by=clerk, now=timezone.now())
    payer = Client()
    payer.post(reverse("taxes:yours", args=[links.token(bills[0].reference)]), {"said": "1980-01-02"})
    other = make.instalment(bills[1]).charge.public_id
    assert payer.get(reverse("fees:charge", args=[other])).status_code == 404
    assert payer.post(reverse("fees:slip", args=[other])).status_code == 404


def test_a_company_says_the_number_of_its_bill(clerk: Staff) -> None:
    bill = one_bill(clerk, make.row(born_on="", due_on=due(10)))
    where = reverse("taxes:yours", args=[links.token(bill.reference)])
    assert Client().post(where, {"said": "1980-01-02"}).status_code == 422
    assert Client().post(where, {"said": bill.number}).status_code == 302


def test_birthdays_cannot_be_tried_out(clerk: Staff) -> None:
    bill = one_bill(clerk)
    where = reverse("taxes:yours", args=[links.token(bill.reference)])
    answers = [Client().post(where, {"said": f"1980-02-{day:02}"}).status_code for day in range(1, 13)]
    assert answers == [422] * 10 + [429] * 2
    assert Client().post(where, {"said": "1980-01-02"}).status_code == 429


def test_no_page_tells_whether_a_number_exists(clerk: Staff) -> None:
    one_bill(clerk)
    unknown = links.token("TX-0000-0000-0000")
    assert "生年月日" in page(Client(), "taxes:yours", unknown)
    assert Client().post(reverse("taxes:yours", args=[unknown]), {"said": "1980-01-02"}).status_code == 422
    assert Client().get(reverse("taxes:yours", args=["TX-0000-0000-0000~forged"])).status_code == 410


def test_the_number_on_the_letter_leads_to_the_page(clerk: Staff) -> None:
    bill = one_bill(clerk)
    typed = bill.reference.replace("-", " ").lower()
    assert Client().post(reverse("taxes:find"), {"reference": typed})["Location"] == links.path_of(bill.reference)
    assert Client().post(reverse("taxes:find"), {"reference": "TX-1"}).status_code == 422


def test_who_paid_late_owes_interest_once_it_was_decided(clerk: Staff) -> None:
    bill = one_bill(clerk, make.row(due_on=due(-400), amount="500000"))
    one, client = make.instalment(bill), make.signed_in(clerk)
    pressed = reverse("taxes:charge_interest", args=[one.public_id])
    client.post(pressed)
    assert make.instalment(bill).interest is None
    with as_system():
        counter.receive(
            charge=one.charge, way=Way.CASH, counter="1番窓口", number=uuid4(), by=clerk, now=timezone.now()
        )
    for _ in range(2):
        client.post(pressed)
    found = make.instalment(bill).interest
    assert found is not None
    assert found.item == "1-interest"
    assert 40_000 < found.amount_yen < 60_000


def test_a_correction_takes_off_once_and_never_more_than_is_charged(clerk: Staff) -> None:
    bill = one_bill(clerk, make.row(due_on=due(20)))
    client, where = make.signed_in(clerk), reverse("taxes:reduce", args=[make.instalment(bill).public_id])
    pressed = {"number": str(uuid4()), "amount": "40,000", "reason": "corrected"}
    for _ in range(2):
        client.post(where, pressed)
    for wrong in ({"amount": "60,001"}, {"amount": "0"}, {"amount": "-1"}, {"reason": "気の毒だから"}):
        client.post(where, {**pressed, "number": str(uuid4()), **wrong})
    assert make.instalment(bill).charge.sums.owed == 60_000


def test_what_is_held_back_is_not_dunned(clerk: Staff) -> None:
    bill, client = one_bill(clerk, make.row(due_on=due(-5))), make.signed_in(clerk)
    client.post(reverse("taxes:hold", args=[bill.public_id]), {"reason": ""})
    assert "髙橋" in page(client, "taxes:dunning")
    client.post(reverse("taxes:hold", args=[bill.public_id]), {"reason": "徴収の猶予"})
    assert "督促する税はありません" in page(client, "taxes:dunning")
    client.post(reverse("taxes:release", args=[bill.public_id]))
    assert "髙橋" in page(client, "taxes:dunning")


def test_what_became_overdue_after_the_list_was_seen_is_not_dunned_unseen(clerk: Staff) -> None:
    make.taken(make.row(due_on=due(-5)), make.row(number="2", due_on=due(-4)), by=clerk, now=timezone.now())
    asked = {"number": str(uuid4()), "dated": due(0), "seen": "1", "read": "yes"}
    make.signed_in(clerk).post(reverse("taxes:begin_dunning"), asked)
    with as_system():
        assert not Batch.objects.exists()
        assert not Instalment.objects.filter(dunned_on__isnull=False).exists()


def test_another_municipality_sees_nothing_of_it(clerk: Staff) -> None:
    bill = one_bill(clerk, make.row(due_on=due(-5)))
    with as_system():
        stranger = make.clerk(code="271403")
    client = make.signed_in(stranger)
    assert client.get(reverse("taxes:bill", args=[bill.public_id])).status_code == 404
    assert "賦課はまだありません" in page(client, "taxes:register")
    assert "督促する税はありません" in page(client, "taxes:dunning")
