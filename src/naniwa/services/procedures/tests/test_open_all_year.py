"""Procedures without a closing day, reviews counted in working days, and definitions that are still open."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations import operations as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.library.periods import TOKYO
from naniwa.services.procedures.definitions import FOLDER, UnsoundDefinition, check, undecided
from naniwa.services.procedures.models import Application, Notice
from naniwa.services.procedures.operations import publishing, receipts
from naniwa.services.procedures.queries.catalogue import window_of
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.queries.printed_form import form_data
from naniwa.services.procedures.rules import NotOpen, check_open, moment_of_receipt, review_due
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.dogs import DOG

DISCLOSURE = FOLDER / "library" / "information-disclosure.yaml"
NOON = datetime(2027, 4, 28, 12, tzinfo=TOKYO)  # a Wednesday; the 29th and the 3rd to 5th of May are holidays
CENTURY = timedelta(days=36_500)


@pytest.mark.parametrize(
    ("days", "working", "due"),
    [
        (1, False, datetime(2027, 4, 29, 12, tzinfo=TOKYO)),
        (1, True, datetime(2027, 4, 30, 12, tzinfo=TOKYO)),
        (2, True, datetime(2027, 5, 6, 12, tzinfo=TOKYO)),
        (14, False, datetime(2027, 5, 12, 12, tzinfo=TOKYO)),
        (14, True, datetime(2027, 5, 24, 12, tzinfo=TOKYO)),
    ],
)
def test_a_review_is_due_after_days_or_working_days(days: int, working: bool, due: datetime) -> None:  # noqa: FBT001 - a table
    assert review_due(NOON, days=days, working=working) == due


def test_without_a_closing_day_it_is_open_from_its_first_moment_on() -> None:
    check_open(opens_at=NOON, closes_at=None, now=NOON + CENTURY)
    with pytest.raises(NotOpen):
        check_open(opens_at=NOON, closes_at=None, now=NOON - timedelta(seconds=1))
    day = NOON + CENTURY
    whole = {"begins": day, "ends": day + timedelta(days=1), "now": day + timedelta(days=2)}
    assert moment_of_receipt(opens_at=NOON, closes_at=None, **whole) == day


def test_pages_say_that_a_procedure_is_open_all_year(dog: Live) -> None:
    now = max(dog.opens_at, timezone.now())
    assert (window_of(dog, now + CENTURY), dog.corrections_until) == ("open", None)
    with as_system():
        assert form_data(dog, "ja")["closes"] == ""
    shown = Client().get("/procedures/dog-registration/").content.decode()
    assert "なし（一年中受け付けます）" in shown
    assert Client().get("/procedures/").status_code == 200


def test_a_case_is_due_and_its_receipt_speaks_in_working_days(db: None) -> None:
    disclosure = factories.published(DISCLOSURE)
    case = factories.received(disclosure, name=disclosure.procedure.examples[0].name, now=NOON)
    assert case.due_at == datetime(2027, 5, 24, 12, tzinfo=TOKYO)
    with as_system():
        receipts.send_receipts([case.reference], now=NOON)
        assert "およそ開庁日で14日以内に" in Message.objects.get(key=f"procedures.received.{case.reference}").body
    shown = Client().get("/procedures/information-disclosure/").content.decode()
    assert "役所が開いている日で数えて、およそ14日で" in shown


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (
            "closes_at: null\n",
            "closes_at: null\ncorrections_until: 2028-05-01T00:00:00+09:00\n",
            "corrections have no last moment",
        ),
        ("closes_at: null\n", "closes_at: 2028-04-01T00:00:00+09:00\n", "say until when they can be corrected"),
        ("closes_at: null\n", "", "closes_at"),
        ("open: true\n", "", "this is for the municipality to decide: write it in place of 【市町村が定める】"),
        ("review_days: 10\n", "review_days: 10\nreview_counted_in: weeks\n", "review_counted_in"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, before: str, after: str, message: str) -> None:
    changed = rewritten(tmp_path, before, after)
    assert any(message in str(flaw) for flaw in check(changed)), check(changed)


def test_an_open_definition_is_sound_and_is_not_published(db: None, tmp_path: Path) -> None:
    organisations.load_reference()
    alone = rewritten(tmp_path, "for_municipalities: true\n", "")
    assert check(alone) == []
    waiting = undecided(alone)
    assert len(waiting) > 10
    with as_system(), pytest.raises(UnsoundDefinition) as refused:
        publishing.publish(path=alone, by=None, now=NOON)
    assert refused.value.flaws == waiting


def test_one_in_which_everything_is_decided_says_so_no_more(db: None, tmp_path: Path) -> None:
    organisations.load_reference()
    decided = rewritten(tmp_path, "【市町村が定める】", "", "(set by the municipality)", "")
    assert [flaw.message for flaw in check(decided)] == ["nothing is left to decide: take `open` away"]
    decided.write_text(decided.read_text(encoding="utf-8").replace("open: true\n", ""), encoding="utf-8")
    with as_system():
        assert publishing.publish(path=decided, by=None, now=NOON).slug == "dog-registration"


def test_a_notice_of_a_procedure_without_an_end_is_due_after_its_days(dog: Live) -> None:
    reviewer = factories.staff("reviewer@dogs.example.jp", "reviewer", office=dog.procedure.office)
    faulty = next(
        one.name
        for one in dog.procedure.examples
        if one.expect.findings and not (one.expect.refused or one.expect.outcome)
    )
    case = factories.notified(dog, reviewer=reviewer, name=faulty, now=dog.opens_at)
    with as_system():
        sent = Notice.objects.get(application=case)
        assert sent.due_at == dog.opens_at + timedelta(days=dog.procedure.correction.days)
        assert Application.objects.get(pk=case.pk).state == "needs_correction"


def rewritten(folder: Path, *changes: str) -> Path:
    """The registration of a dog with each first text replaced by the second."""
    text = DOG.read_text(encoding="utf-8")
    for before, after in zip(changes[::2], changes[1::2], strict=True):
        assert before in text
        text = text.replace(before, after)
    changed = folder / DOG.name
    changed.write_text(text, encoding="utf-8")
    return changed
