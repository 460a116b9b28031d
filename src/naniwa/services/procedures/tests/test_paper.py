"""Papers by post: the printed form of any version, and keying one in beside its scan, once."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.documents.models import Document
from naniwa.kernel.documents.tests.conftest import paper as pdf_of
from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations import operations as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.library.periods import TOKYO
from naniwa.services.procedures import rules
from naniwa.services.procedures.models import Application, Channel, Deficiency, PaperForm, Step
from naniwa.services.procedures.operations import (
    decisions,
    erasing,
    notices,
    paper,
    paper_corrections,
    publishing,
    receipts,
    review,
)
from naniwa.services.procedures.operations.drafts import SavedElsewhere
from naniwa.services.procedures.queries.account import account_field
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.queries.paper_numbers import Edition, edition, normalise
from naniwa.services.procedures.queries.printed_form import form_data
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.staff_sessions import signed_in

pytestmark = pytest.mark.django_db

WINDOW = timedelta(days=20)


@pytest.fixture
def version() -> Live:
    """Open now."""
    organisations.load_reference()
    now = timezone.now()
    window = {"opens_at": now - WINDOW, "closes_at": now + WINDOW, "corrections_until": now + 2 * WINDOW}
    with as_system():
        return live(publishing.publish(path=factories.CLOSURE, by=None, now=now, window=window).pk)


@pytest.fixture
def clerk(version: Live) -> Person:
    return factories.staff("clerk@pref.example.jp", "reviewer", "approver")


def acting(person: Person) -> Staff:
    return Staff(person, Organisation.objects.get(code=factories.OFFICE), frozenset({"reviewer", "approver"}))


def scan(name: str = "form.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf_of(), "application/pdf")


def begin(client: Client, version: Live, **changes: object) -> PaperForm:
    data = {
        "number": str(uuid4()),
        "form_number": Edition(version, "ja").number,
        "received_on": timezone.localdate().isoformat(),
        "scans": [scan()],
    }
    client.post(reverse("procedures:staff_paper_start"), data | changes)
    with as_system():
        return PaperForm.objects.latest("created_at")


def keyed(version: Live, clerk: Person, answers: dict[str, object] | None = None) -> PaperForm:
    form = begin(signed_in(clerk), version)
    with as_system():
        form.answers = answers if answers is not None else factories.example(version)
        form.save()
    return form


def press(person: Person, name: str, form: PaperForm, **data: str) -> str:
    client = signed_in(person)
    answer = client.post(reverse(f"procedures:{name}", args=[form.pk]), data)
    return client.get(answer["Location"]).content.decode()


# The form on paper.


def test_the_printed_form_asks_everything_that_the_version_asks(version: Live) -> None:
    drawn = form_data(version, "en")
    assert [field["label"] for page in drawn["pages"] for field in page["fields"]] == [
        field.label.en for field in version.form.fields.values()
    ]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_everybody_can_print_the_form_of_a_version(version: Live, language: str) -> None:
    address = reverse("procedures:paper_form", args=[version.procedure.slug, version.number, language])
    answer = Client().get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert address in Client().get(reverse("procedures:about", args=[version.procedure.slug])).content.decode()


def test_a_form_of_a_version_that_is_no_longer_live_is_keyed_into_that_version(
    version: Live, clerk: Person, tmp_path: Path
) -> None:
    newer = tmp_path / factories.CLOSURE.name
    newer.write_text(factories.CLOSURE.read_text().replace("review_days: ", "review_days: 1", 1))
    with as_system():
        assert publishing.publish(path=newer, by=None, now=timezone.now()).number == 2
    one = Edition(version, "ja")
    assert edition(one.code) == edition(one.number) == one
    assert begin(signed_in(clerk), version).version_id == version.version_id


def test_a_number_is_read_as_people_type_it_and_a_wrong_sign_is_noticed(version: Live) -> None:
    number = Edition(version, "ja").number
    assert normalise(f" {number.lower().replace('-', ' ')} ") == number
    wrong = ("2" if number[0] != "2" else "3") + number[1:]
    assert normalise(wrong) == ""
    assert edition("") is None


def test_the_code_says_nothing_of_anybody(version: Live) -> None:
    one = Edition(version, "ja")
    assert one.code == f"NANIWA1 {version.procedure.slug} {version.number} {one.number}"


# When it counts as received.


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        (date(2020, 4, 27), datetime(2020, 4, 27, 10, 0, tzinfo=TOKYO)),
        (date(2020, 5, 20), datetime(2020, 5, 20, 0, 0, tzinfo=TOKYO)),
        (date(2020, 5, 31), datetime(2020, 5, 31, 0, 0, tzinfo=TOKYO)),
    ],
)
def test_the_day_of_the_postmark_counts_if_any_part_of_it_is_in_the_window(day: date, moment: datetime) -> None:
    assert received(day) == moment


@pytest.mark.parametrize("day", [date(2020, 4, 26), date(2020, 6, 1)])
def test_a_postmark_outside_the_window_is_too_early_or_too_late(day: date) -> None:
    with pytest.raises(rules.NotOpen):
        received(day)


def test_nothing_came_in_on_a_day_that_is_still_to_come() -> None:
    with pytest.raises(rules.NotYetReceived):
        received(date(2020, 6, 9))


def received(day: date) -> datetime:
    begins = datetime(day.year, day.month, day.day, tzinfo=TOKYO)
    return rules.moment_of_receipt(
        begins=begins,
        ends=begins + timedelta(days=1),
        opens_at=datetime(2020, 4, 27, 10, 0, tzinfo=TOKYO),
        closes_at=datetime(2020, 6, 1, tzinfo=TOKYO),
        now=datetime(2020, 6, 5, 12, 0, tzinfo=TOKYO),
    )


# Keying in.


def test_a_whole_paper_becomes_an_application_of_the_same_version(version: Live, clerk: Person) -> None:
    form = keyed(version, clerk)
    page = press(clerk, "staff_paper_register", form)
    with as_system():
        case = Application.objects.get()
        items = list(Deficiency.objects.values_list("code", "field"))
        steps = list(Step.objects.filter(application=case).values_list("by", flat=True))
        acts = set(Record.objects.filter(target=case.reference).values_list("action", flat=True))
    assert case.reference in page
    assert (case.channel, case.keyed_by_id, case.person_id) == (Channel.PAPER, clerk.pk, None)
    assert (case.version_id, case.applicant_name) == (version.version_id, factories.received(version).applicant_name)
    assert items == []
    assert set(steps) == {clerk.pk}
    assert {"procedures.received", "procedures.paper_registered"} <= acts


def test_a_paper_pressed_twice_is_registered_once(version: Live, clerk: Person) -> None:
    form = keyed(version, clerk)
    press(clerk, "staff_paper_register", form)
    second = press(clerk, "staff_paper_register", form)
    with as_system():
        assert Application.objects.count() == 1
        assert Application.objects.get().reference in second


def test_a_paper_begun_twice_by_a_double_click_is_one(version: Live, clerk: Person) -> None:
    client, number = signed_in(clerk), str(uuid4())
    for _ in range(2):
        begin(client, version, number=number)
    with as_system():
        assert PaperForm.objects.count() == 1
        assert Document.objects.count() == 1


def test_what_would_refuse_entry_on_the_site_becomes_a_fault_of_the_paper(version: Live, clerk: Person) -> None:
    form = keyed(version, clerk, {})
    press(clerk, "staff_paper_register", form)
    with as_system():
        case = Application.objects.get()
        items = {item.field: item for item in Deficiency.objects.filter(code=rules.PAPER_CODE)}
    assert account_field(version) in items
    assert items["phone"].opens == ["phone"]
    assert items["phone"].reason_en
    page = signed_in(clerk).get(reverse("procedures:staff_case", args=[case.reference]))
    assert page.status_code == 200
    assert "紙の申請書" in page.content.decode()


def test_what_was_typed_stays_as_typed_and_does_not_stand_in_the_way(version: Live, clerk: Person) -> None:
    client, form = signed_in(clerk), begin(signed_in(clerk), version)
    address = reverse("procedures:staff_paper_page", args=[form.pk, "who"])
    first = client.post(address, {"kind": "sole", "phone": "abc", "save": "next"})
    assert first["Location"] == address
    assert 'value="abc"' in client.get(address).content.decode()
    second = client.post(address, {"kind": "sole", "phone": "abc", "save": "next", "faulty": "1"})
    assert second["Location"] != address
    press(clerk, "staff_paper_register", form)
    with as_system():
        assert Deficiency.objects.filter(code=rules.PAPER_CODE, field="phone").exists()


def test_a_page_on_which_nothing_is_ticked_says_so_once_and_goes_on(version: Live, clerk: Person) -> None:
    client, form = signed_in(clerk), begin(signed_in(clerk), version)
    last = reverse("procedures:staff_paper_page", args=[form.pk, version.form.form.pages[-1].key])
    assert client.post(last, {"save": "next"})["Location"] == last
    assert 'name="faulty"' in client.get(last).content.decode()
    onward = client.post(last, {"save": "next", "faulty": "1"})["Location"]
    assert onward == reverse("procedures:staff_paper", args=[form.pk])


def test_two_clerks_do_not_overwrite_each_other(version: Live, clerk: Person) -> None:
    form, now = begin(signed_in(clerk), version), timezone.now()
    with as_system():
        paper.save_page(form_id=form.pk, page="who", values={"kind": "sole"}, typed=None, now=now, seen=0, window="a")
        with pytest.raises(SavedElsewhere):
            paper.save_page(
                form_id=form.pk, page="who", values={"kind": "company"}, typed=None, now=now, seen=0, window="b"
            )


def test_whoever_keyed_in_a_paper_does_not_decide_on_it(version: Live, clerk: Person) -> None:
    reviewer = factories.staff("reviewer@pref.example.jp", "reviewer")
    form = keyed(version, clerk)
    press(clerk, "staff_paper_register", form)
    with as_system():
        now, case = timezone.now(), Application.objects.get()
        review.claim(application=case, by=reviewer, now=now)
        case = review.finish_review(
            application=case, outcome="approved", amount_yen=500_000, comment="", by=reviewer, now=now
        )
        with pytest.raises(rules.SameClerk):
            decisions.decide(application=case, outcome="approved", amount_yen=500_000, reason="", by=clerk, now=now)
        assert decisions.decide_many(case_ids=[case.pk], by=clerk, now=now).passed_over == 1


def test_the_receipt_and_the_notice_of_a_paper_wait_to_be_posted(version: Live, clerk: Person) -> None:
    answers = factories.example(version)
    answers.pop("phone")
    press(clerk, "staff_paper_register", keyed(version, clerk, answers))
    reviewer = factories.staff("reviewer@pref.example.jp", "reviewer")
    with as_system():
        now, case = timezone.now(), Application.objects.get()
        receipts.send_receipts([case.reference], now=now)
        review.claim(application=case, by=reviewer, now=now)
        notices.send_notice(notice=case.notices.get(), by=reviewer, now=now)
        letters = list(Message.objects.filter(reference=case.reference).values_list("state", "postal_address"))
    assert [state for state, _address in letters] == ["letter", "letter"]
    assert all(address.startswith("〒") for _state, address in letters)


def test_another_office_finds_nothing_of_a_paper(version: Live, clerk: Person) -> None:
    form = begin(signed_in(clerk), version)
    other = signed_in(factories.staff("other@sakai.example.jp", "reviewer", office="271403"))
    assert other.get(reverse("procedures:staff_paper", args=[form.pk])).status_code == 404
    assert other.post(reverse("procedures:staff_paper_register", args=[form.pk])).status_code == 404
    assert (
        "用紙に書かれた送り先"
        in other.post(
            reverse("procedures:staff_paper_start"),
            {"number": str(uuid4()), "form_number": Edition(version, "ja").number, "scans": [scan()]},
        ).content.decode()
    )


def test_a_scan_that_is_no_scan_is_refused_by_name_and_the_paper_stays(version: Live, clerk: Person) -> None:
    form = begin(signed_in(clerk), version, scans=[SimpleUploadedFile("bad.pdf", b"<html>", "application/pdf")])
    client = signed_in(clerk)
    assert form.scans == []
    assert "スキャンがありません" in press(clerk, "staff_paper_register", form)
    client.post(
        reverse("procedures:staff_paper_scans", args=[form.pk]), {"scans": [scan("id.pdf")], "field": "bank_book"}
    )
    with as_system():
        assert paper.answers_of(PaperForm.objects.get())["bank_book"][0]["name"] == "id.pdf"


# Beside those of the site.


def test_papers_stand_in_the_same_lists_and_can_be_told_apart(version: Live, clerk: Person) -> None:
    press(clerk, "staff_paper_register", keyed(version, clerk))
    online = factories.received(version, now=timezone.now())
    with as_system():
        posted = Application.objects.get(channel=Channel.PAPER)
    client = signed_in(clerk)
    for name in ("staff_queue", "staff_register"):
        both = client.get(reverse(f"procedures:{name}")).content.decode()
        papers = client.get(reverse(f"procedures:{name}"), {"channel": "paper"}).content.decode()
        assert {online.reference, posted.reference} <= set(re.findall(r"[A-Z]{2}(?:-\d{4}){3}", both))
        assert posted.reference in papers
        assert online.reference not in papers
    figures = client.get(reverse("procedures:staff_statistics")).context["figures"]
    assert ("うち紙", "1") in [(figure.label, figure.value) for figure in figures]


def test_an_anonymised_paper_leaves_no_scan(version: Live, clerk: Person) -> None:
    press(clerk, "staff_paper_register", keyed(version, clerk))
    with as_system():
        erasing.anonymise(version, list(Application.objects.all()))
        assert not Document.objects.exists()
        assert not PaperForm.objects.exists()
        assert Application.objects.get().channel == Channel.PAPER


def test_a_paper_that_was_only_scanned_is_not_called_faulty_and_cannot_be_registered_by_a_slip(
    version: Live, clerk: Person
) -> None:
    form, client = begin(signed_in(clerk), version), signed_in(clerk)
    page, register = (reverse(f"procedures:{name}", args=[form.pk]) for name in ("staff_paper", "staff_paper_register"))
    assert register not in client.get(page).content.decode()
    form.answers = factories.example(version)
    with as_system():
        form.save()
    assert register in client.get(page).content.decode()


# Corrections by post.


def notified(version: Live, clerk: Person, without: str) -> Application:
    answers = factories.example(version)
    answers.pop(without)
    press(clerk, "staff_paper_register", keyed(version, clerk, answers))
    reviewer = factories.staff("reviewer@pref.example.jp", "reviewer")
    with as_system():
        now, case = timezone.now(), Application.objects.get()
        review.claim(application=case, by=reviewer, now=now)
        notices.send_notice(notice=case.notices.get(), by=reviewer, now=now)
        return Application.objects.get()


def test_a_correction_by_post_is_keyed_in_and_comes_back_to_review(version: Live, clerk: Person) -> None:
    case, client = notified(version, clerk, "phone"), signed_in(clerk)
    address = reverse("procedures:staff_paper_correction", args=[case.reference])
    assert address in client.get(reverse("procedures:staff_case", args=[case.reference])).content.decode()
    assert 'name="phone"' in client.get(address).content.decode()
    data = {"received_on": timezone.localdate().isoformat(), "phone": "06-6941-0351", "save": "next", "scans": [scan()]}
    client.post(address, data)
    with as_system():
        case.refresh_from_db()
        by = list(case.submissions.order_by("number").values_list("by", flat=True))
        scans = PaperForm.objects.get().scans
    assert (case.state, case.answers["phone"]) == ("resubmitted", "06-6941-0351")
    assert by == [None, clerk.pk]
    assert len(scans) == 2
    assert client.post(address, data)["Location"] == reverse("procedures:staff_case", args=[case.reference])


def test_a_correction_that_is_still_faulty_goes_on_as_it_is_written(version: Live, clerk: Person) -> None:
    case, client = notified(version, clerk, "phone"), signed_in(clerk)
    address = reverse("procedures:staff_paper_correction", args=[case.reference])
    data = {"received_on": timezone.localdate().isoformat(), "phone": "12", "save": "next"}
    assert 'value="12"' in client.post(address, data).content.decode()
    client.post(address, data | {"faulty": "1"})
    with as_system():
        case.refresh_from_db()
        assert case.state == "resubmitted"
        assert Deficiency.objects.get(code=rules.PAPER_CODE).state == "answered"


def test_a_missing_account_cannot_be_waived_as_nothing_could_be_paid(version: Live, clerk: Person) -> None:
    account = account_field(version)
    answers = factories.example(version)
    answers.pop(account)
    press(clerk, "staff_paper_register", keyed(version, clerk, answers))
    with as_system():
        case, now = Application.objects.get(), timezone.now()
        review.claim(application=case, by=clerk, now=now)
        with pytest.raises(rules.NoAccount):
            review.waive_item(item=case.deficiencies.get(field=account), by=clerk, now=now)


def test_a_correction_posted_after_its_deadline_is_too_late(version: Live, clerk: Person) -> None:
    case = notified(version, clerk, "phone")
    with as_system():
        now = timezone.now() + timedelta(days=60)
        with pytest.raises(rules.TooLate):
            paper_corrections.key_in(application=case, changes={}, received_on=now.date(), by=acting(clerk), now=now)
