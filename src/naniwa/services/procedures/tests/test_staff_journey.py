"""The whole way through the office, page by page: queue, case, notice, decision, payout run, bank file."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.payments.models import Claim, Run
from naniwa.kernel.payments.operations import set_paying_account
from naniwa.library.banking_days import after
from naniwa.services.procedures.models import Application, Notice
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.staff_sessions import signed_in

pytestmark = pytest.mark.django_db


def case_page(client: Client, reference: str) -> str:
    return client.get(reverse("procedures:staff_case", args=[reference])).content.decode()


def press(client: Client, name: str, reference: str, **data: str) -> None:
    answer = client.post(reverse(f"procedures:{name}", args=[reference]), data)
    assert answer.status_code == 302, answer


def now_of(page: str) -> str:
    found = re.search(r'name="since" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_case_goes_from_the_queue_to_the_bank_file() -> None:
    version = factories.published()
    case = factories.received(version, now=timezone.now())
    reviewer = signed_in(factories.staff("reviewer@example.jp", "reviewer"))
    approver = signed_in(factories.staff("approver@example.jp", "approver"))
    queue = reviewer.get(reverse("procedures:staff_queue")).content.decode()
    assert case.reference in queue
    answer = reviewer.post(reverse("procedures:staff_claim_next"), {"since": now_of(queue)})
    assert case.reference in answer["Location"]
    assert "審査を終える" in case_page(reviewer, case.reference)
    press(reviewer, "staff_finish", case.reference, outcome="approved", amount="1,000,000", comment="よい")
    assert case.reference in approver.get(reverse("procedures:staff_decisions")).content.decode()
    press(approver, "staff_decide", case.reference, outcome="approved", amount="1000000", reason="")
    assert state(case) == "approved"
    pay(case)


def pay(case: Application) -> None:
    with as_system():
        office = Organisation.objects.get(code=factories.OFFICE)
        set_paying_account(
            organisation=office, client_code="1234567890", client_name="オオサカフ", bank_code="0010", branch_code="101",
            account_type="2", account_number="7654321", by=None, now=timezone.now(),
        )  # fmt: skip
        assert Claim.objects.get().reference == case.reference
    payer = signed_in(factories.staff("payer@example.jp", "payer", "releaser"))
    releaser = signed_in(factories.staff("releaser@example.jp", "releaser"))
    assert "振込待ち 1件" in payer.get(reverse("payments:home")).content.decode()
    day = after(timezone.localdate(), 3)
    made = payer.post(reverse("payments:collect"), {"procedure": case.procedure, "transfer_on": day.isoformat()})
    with as_system():
        run = Run.objects.get()
    assert made["Location"] == reverse("payments:run", args=[run.public_id])
    payer.post(reverse("payments:release", args=[run.public_id]))
    assert "あなたが作った振込依頼です" in payer.get(made["Location"]).content.decode()
    releaser.post(reverse("payments:release", args=[run.public_id]))
    with as_system():
        run.refresh_from_db()
    assert run.state == "released"
    page = releaser.get(made["Location"]).content.decode()
    assert run.sha256 in page
    assert releaser.get(reverse("payments:file", args=[run.public_id])).content == bytes(run.file or b"")


def state(case: Application) -> str:
    with as_system():
        return Application.objects.get(pk=case.pk).state


def test_a_faulty_case_is_confirmed_notified_and_comes_back_with_its_differences() -> None:
    version = factories.published()
    case = factories.received(version, name=factories.FAULTY, now=timezone.now())
    reviewer = signed_in(factories.staff("reviewer@example.jp", "reviewer"))
    press(reviewer, "staff_claim", case.reference)
    page = case_page(reviewer, case.reference)
    with as_system():
        item = case.deficiencies.get()
        notice = Notice.objects.get()
    assert item.reason in page
    press(reviewer, "staff_item", case.reference, code=item.code, field=item.field, act="confirm")
    press(reviewer, "staff_send", case.reference, number=str(notice.number))
    press(reviewer, "staff_send", case.reference, number=str(notice.number))
    with as_system():
        item.refresh_from_db()
        assert (item.state, state(case)) == ("notified", "needs_correction")
