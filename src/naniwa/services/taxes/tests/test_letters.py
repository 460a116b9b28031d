"""Batches of letters: printed part by part, once, with slips for what is owed; and the mail before a due day."""

from datetime import timedelta
from uuid import uuid4

import pytest
from pytest_django import Settings

from naniwa.kernel.documents.models import Document
from naniwa.kernel.fees.models import SLIP, Payment, Way
from naniwa.kernel.fees.operations import counter
from naniwa.kernel.notifications.models import Message
from naniwa.services.taxes.models import Batch, Bill, Part
from naniwa.services.taxes.operations import batches, printing, reminding, sampling
from naniwa.services.taxes.queries import bills
from naniwa.services.taxes.rules.broken import NothingToPrint
from naniwa.services.taxes.tests import register as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("system")]
NOW, TODAY = make.NOW, make.TODAY


@pytest.fixture(autouse=True)
def _slips(settings: Settings) -> None:
    settings.SLIP_ISSUERS = {"271004": "912345"}


def printed(batch: Batch) -> None:
    for part in Part.objects.filter(batch=batch).values_list("number", flat=True):
        printing.print_part(number=batch.public_id, part=part, now=NOW)


def test_a_batch_is_printed_in_parts_each_once_and_taken_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "IN_ONE_PART", 2)
    by = make.clerk()
    make.taken(*(make.row(number=str(number), due_on=make.in_days(30)) for number in range(1, 4)), by=by)
    batch = batches.begin_notices(number=uuid4(), dated=TODAY, by=by, now=NOW)
    printing.print_part(number=batch.public_id, part=1, now=NOW)
    assert batches.take_up_again(batch=batch, by=by) == 1
    for _ in range(2):
        printed(batch)
    assert Document.objects.count() == 2
    assert Payment.objects.filter(provider=SLIP).count() == 3
    assert batches.take_up_again(batch=batch, by=by) == 0
    with pytest.raises(NothingToPrint):
        batches.begin_notices(number=uuid4(), dated=TODAY, by=by, now=NOW)


def test_the_pdfs_go_after_two_months_and_are_not_printed_again() -> None:
    by = make.clerk()
    make.taken(make.row(due_on=make.in_days(30)), by=by)
    batch = batches.begin_notices(number=uuid4(), dated=TODAY, by=by, now=NOW)
    printed(batch)
    assert printing.forget(now=NOW + timedelta(days=59)) == 0
    assert printing.forget(now=NOW + timedelta(days=61)) == 1
    assert not Document.objects.exists()
    assert batches.take_up_again(batch=batch, by=by) == 0


def test_a_dunning_letter_names_every_overdue_instalment_of_a_bill_and_none_twice() -> None:
    by = make.clerk()
    make.taken(
        make.row(due_on=make.in_days(-70)),
        make.row(instalment="2", due_on=make.in_days(-9)),
        make.row(instalment="3", due_on=make.in_days(0)),
        make.row(number="2", due_on=make.in_days(-9)),
        by=by,
    )
    paid = Bill.objects.get(number="2")
    due = bills.to_dun(by.organisation, today=TODAY)
    counter.receive(charge=make.instalment(paid).charge, way=Way.CASH, counter="1", number=uuid4(), by=by, now=NOW)
    batch = batches.begin_dunning(number=uuid4(), dated=TODAY + timedelta(days=3), seen=len(due), by=by, now=NOW)
    [letter] = batch.parts.get().letters.all()
    assert letter.instalments == [1, 2]
    assert not bills.to_dun(by.organisation, today=TODAY)
    printed(batch)


@pytest.mark.parametrize(("days", "mails"), [(8, 0), (7, 1), (0, 1), (-1, 0)])
def test_a_mail_comes_once_in_the_week_before_the_due_day(days: int, mails: int) -> None:
    make.taken(make.row(due_on=make.in_days(days)), make.row(number="2", due_on=make.in_days(days), email=""))
    for _ in range(2):
        reminding.remind(now=NOW)
    found = Message.objects.filter(template="taxes.reminder")
    assert found.count() == mails
    assert all("/taxes/TX-" in one.body and "2026-000001" not in one.body for one in found)


def test_who_paid_gets_no_mail() -> None:
    by = make.clerk()
    [bill] = make.taken(make.row(due_on=make.in_days(3)), by=by)
    counter.receive(charge=make.instalment(bill).charge, way=Way.CASH, counter="1", number=uuid4(), by=by, now=NOW)
    assert reminding.remind(now=NOW) == 0


def test_the_samples_come_once() -> None:
    by = make.clerk().person
    assert sampling.load_samples(by=by, now=NOW) == 18
    assert sampling.load_samples(by=by, now=NOW) == 0
    printed(Batch.objects.get())
