"""Retention: what goes when its time is over, what stays, what keeps it, and the receipt that anybody can check."""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from PIL import Image

from naniwa.kernel.audit.models import Record
from naniwa.kernel.documents import operations as documents
from naniwa.kernel.documents import storage
from naniwa.kernel.documents.models import Document
from naniwa.kernel.jobs.execution import execute
from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.payments import operations as payments
from naniwa.kernel.payments.models import Claim, Run, RunState, Transfer
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.library.periods import kept_if_closed_since
from naniwa.services.procedures.jobs import retain
from naniwa.services.procedures.models import (
    GONE,
    Application,
    Deficiency,
    Draft,
    Erasure,
    Export,
    ExportPart,
    Hold,
    Note,
    Pair,
    RetentionRun,
    Step,
    Submission,
)
from naniwa.services.procedures.operations import drafts, erasing, holds, payouts, retention, withdrawals
from naniwa.services.procedures.operations.retention_receipts import digest_of_numbers, public_pem
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.queries.statistics import count
from naniwa.services.procedures.rules import NoReason, SameHolder
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.factories import NOW

DAY = timedelta(days=1)
SIX_YEARS_ON = NOW.replace(year=NOW.year + 6)


def paid(version: Live, reviewer: Person, approver: Person, by: Person | None = None) -> Application:
    """A case that was paid, through the bank."""
    case = factories.approved(version, reviewer=reviewer, approver=approver, by=by)
    with as_system():
        office = Organisation.objects.get(pk=case.organisation_id)
        clerks = [Person.objects.create(email=f"clerk{Person.objects.count()}{one}@example.jp") for one in range(3)]
        payments.set_paying_account(
            organisation=office, client_code="9999999999", client_name="オオサカフ", bank_code="0010", branch_code="101",
            account_type="2", account_number="8888888", line_ends=False, by=None, now=NOW,
        )  # fmt: skip
        run = payments.collect(
            organisation=office, procedure=case.procedure, transfer_on=date(2020, 5, 20), by=clerks[0], now=NOW
        )
        payments.release(run=run, by=clerks[1], now=NOW)
        payouts.payment_started([case.reference], now=NOW)
        payments.confirm(run=Run.objects.get(pk=run.pk), failures=[], by=clerks[2], now=NOW + 20 * DAY)
        payouts.payment_made([case.reference], now=NOW + 20 * DAY)
        return Application.objects.get(pk=case.pk)


def withdrawn(version: Live, by: Person) -> Application:
    case = factories.received(version, by=by)
    with as_system():
        return withdrawals.withdraw(application=case, reason="店をたたむため 06-1234-5678", by=by, now=NOW)


def run_night(now: datetime = SIX_YEARS_ON, at_most: int = retention.SET) -> int:
    """All sets of a night; returns how many there were."""
    sets = 0
    while retention.go_on(now=now, at_most=at_most):
        sets += 1
    return sets


def office_staff(email: str, *roles: str) -> Staff:
    person = factories.staff(email, *roles)
    return Staff(person, Organisation.objects.get(code=factories.OFFICE), frozenset(roles))


def everything_kept() -> str:
    """Every value of every row of the applicants' world, as one text."""
    told: list[str] = []
    with as_system():
        for label in ("procedures", "payments", "documents", "notifications", "events"):
            for model in apps.get_app_config(label).get_models():
                told += [str(value) for row in model._default_manager.values_list() for value in row]  # noqa: SLF001 - Django's documented name
    return "\n".join(told)


@pytest.mark.parametrize(
    ("today", "first_kept"),
    [
        (date(2025, 5, 1), date(2020, 5, 1)),  # closed on 1 May 2020: kept through 1 May 2025
        (date(2025, 5, 2), date(2020, 5, 2)),  # and over on the 2nd
        (date(2025, 2, 28), date(2020, 2, 28)),  # closed on 29 February 2020: kept through 28 February 2025
        (date(2025, 3, 1), date(2020, 3, 1)),  # and over on 1 March
        (date(2028, 2, 29), date(2023, 3, 1)),  # closed on 28 February 2023: over on 29 February 2028
    ],
)
def test_years_are_counted_as_the_civil_code_counts_them(today: date, first_kept: date) -> None:
    assert kept_if_closed_since(today, years=5) == first_kept


def test_a_paid_case_is_anonymised_when_its_five_years_are_over(
    version: Live, reviewer: Person, approver: Person
) -> None:
    person = factories.resident()
    case = paid(version, reviewer, approver, by=person)
    with as_system():
        Note.objects.create(application=case, by=reviewer, at=NOW, text="髙橋さんに電話した")
    before = everything_kept()
    assert case.applicant_name in before
    assert (case.answers["account"]["account_number"] in before, case.applicant_kana in before) == (True, True)

    assert run_night(datetime(2025, 5, 21, 3, 0, tzinfo=UTC)) == 0  # paid on 21 May: the last day
    assert run_night(datetime(2025, 5, 21, 15, 0, tzinfo=UTC)) == 1  # the 22nd has begun in Japan

    with as_system():
        gone = Application.objects.get(pk=case.pk)
        assert (gone.applicant_name, gone.applicant_kana, gone.search, gone.person) == (GONE, "", "", None)
        assert gone.identity_keys == []
        kept = (gone.amount_yen, gone.partner_id, gone.state, gone.received_at, gone.state_at, gone.reference)
        assert kept == (case.amount_yen, case.partner_id, "paid", case.received_at, case.state_at, case.reference)
        assert gone.answers == {"facility": case.answers["facility"]}
        assert not Submission.objects.filter(application=case).exists()
        assert not Note.objects.filter(application=case).exists()
        assert not Message.objects.filter(reference=case.reference).exists()
        claim = Claim.objects.get(reference=case.reference)
        assert (claim.amount_yen, claim.state, claim.payee_name, claim.account_number) == (
            case.amount_yen, "paid", "", "",
        )  # fmt: skip
        transfer = Transfer.objects.get(claim=claim)
        assert (transfer.payee_text, transfer.account_number, transfer.amount_yen) == ("", "", claim.amount_yen)
        run = Run.objects.get(state=RunState.CONFIRMED)
        assert (bytes(run.file or b"?"), len(run.sha256)) == (b"?", 64)
    after = everything_kept()
    words = [case.applicant_name, case.applicant_kana, *_personal(case.answers)]
    assert [word for word in words if word and word in after] == []


def _personal(answers: dict[str, Any]) -> list[str]:
    """Texts of the example that tell of a person: names, street, telephone, e-mail, account."""
    texts: list[str] = []
    for value in answers.values():
        inner = value.values() if isinstance(value, dict) else [value]
        texts += [text for text in inner if isinstance(text, str) and len(text) > 4 and not text.isascii()]
        texts += [
            text for text in inner if isinstance(text, str) and ("@" in text or (text.isdigit() and len(text) > 6))
        ]
    return texts


def test_a_file_that_was_taken_out_of_the_ledger_goes_with_its_cases(version: Live, approver: Person) -> None:
    case = withdrawn(version, factories.resident())
    with as_system():
        held = Export.objects.create(
            organisation=case.organisation, by=approver, format="csv", columns=["name"], purpose="enquiry", reason="x",
            ids=[case.pk], total=1, position=1, count=1, started_at=SIX_YEARS_ON, finished_at=SIX_YEARS_ON, sha256="0" * 64,
        )  # fmt: skip
        ExportPart.objects.create(export=held, number=1, content=case.applicant_name.encode())
    run_night()
    with as_system():
        assert not ExportPart.objects.exists()
        held.refresh_from_db()
    assert (held.removed_at, held.ids) == (SIX_YEARS_ON, [])


def test_statistics_are_the_same_before_and_after(version: Live, reviewer: Person, approver: Person) -> None:
    for _ in range(2):
        factories.received(version)
    paid(version, reviewer, approver)
    before = count(version)
    assert run_night() == 1
    after = count(version)
    assert (after.whole, after.tables) == (before.whole, before.tables)


def test_files_go_with_the_case_and_the_sweep_finds_nothing_missing(
    version: Live, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    person = factories.resident()
    with as_system():
        office = Organisation.objects.get(code=factories.OFFICE)
        picture = BytesIO()
        Image.new("RGB", (20, 20)).save(picture, "PNG")
        picture.seek(0)
        document = documents.accept(
            picture, name="通帳 髙橋.png", person=person, organisation=office, field="bank_book", now=NOW
        )
    file = {"id": str(document.pk), "name": "通帳 髙橋.png", "media_type": "image/png", "size": 9}
    case = withdrawn(version, person)
    with as_system():
        Application.objects.filter(pk=case.pk).update(answers={**case.answers, "bank_book": [file]})
        Submission.objects.filter(application=case).delete()
    path = storage.path_of(document)
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        run_night()
    assert (path.exists(), storage.thumbnail_of(document).exists()) == (False, False)
    with as_system():
        assert not Document.objects.filter(pk=document.pk).exists()
        assert documents.sweep(now=SIX_YEARS_ON).missing == ()


def test_open_and_unpaid_cases_are_never_touched(version: Live, reviewer: Person, approver: Person) -> None:
    factories.received(version)
    factories.notified(version, reviewer=reviewer)
    factories.approved(version, reviewer=reviewer, approver=approver)
    assert run_night(NOW.replace(year=2060)) == 0
    with as_system():
        assert not Application.objects.filter(applicant_name=GONE).exists()


def test_a_hold_on_the_case_or_on_the_procedure_keeps_it(version: Live) -> None:
    first, second = office_staff("one@example.jp", "administrator"), office_staff("two@example.jp", "approver")
    case = withdrawn(version, factories.resident())
    with as_system():
        own = holds.hold_case(application=case, reason="訴訟のため", until=None, by=first, now=NOW)
        whole = holds.hold_procedure(procedure=case.procedure, reason="会計検査", until=None, by=first, now=NOW)
        assert holds.hold_case(application=case, reason="訴訟のため ", until=None, by=second, now=NOW) == own
    assert run_night() == 0
    with as_system():
        holds.end(hold=own, reason="和解した", by=second, now=SIX_YEARS_ON)
    assert run_night() == 0
    with as_system():
        holds.end(hold=whole, reason="検査が終わった", by=second, now=SIX_YEARS_ON)
        told = list(
            Record.objects.filter(action__startswith="procedures.hold_").order_by("pk").values_list("action", flat=True)
        )
    assert told == ["procedures.hold_placed"] * 2 + ["procedures.hold_ended"] * 2
    assert run_night() == 1


def test_a_hold_with_a_last_day_ends_after_it(version: Live) -> None:
    case = withdrawn(version, factories.resident())
    with as_system():
        holds.hold_case(
            application=case, reason="調査", until=SIX_YEARS_ON.date(), by=office_staff("a@example.jp"), now=NOW
        )
    assert run_night(SIX_YEARS_ON) == 0
    assert run_night(SIX_YEARS_ON + DAY) == 1


def test_whoever_placed_a_hold_cannot_end_it_and_each_act_has_a_reason(version: Live) -> None:
    first, second = office_staff("one@example.jp"), office_staff("two@example.jp")
    case = withdrawn(version, factories.resident())
    with as_system():
        with pytest.raises(NoReason):
            holds.hold_case(application=case, reason=" ", until=None, by=first, now=NOW)
        hold = holds.hold_case(application=case, reason="訴訟", until=None, by=first, now=NOW)
        with pytest.raises(SameHolder):
            holds.end(hold=hold, reason="もうよい", by=first, now=NOW)
        with pytest.raises(NoReason):
            holds.end(hold=hold, reason="", by=second, now=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            Hold.objects.filter(pk=hold.pk).update(ended_by=first.person, ended_at=NOW, end_reason="もうよい")


def test_what_has_gone_cannot_be_held(version: Live) -> None:
    case = withdrawn(version, factories.resident())
    run_night()
    with as_system(), pytest.raises(holds.AlreadyGone):
        holds.hold_case(application=case, reason="訴訟", until=None, by=office_staff("a@example.jp"), now=SIX_YEARS_ON)


def test_a_procedure_may_ask_for_deletion_and_the_money_stays_counted(
    reviewer: Person, approver: Person, tmp_path: Path
) -> None:
    changed = tmp_path / "deleting.yaml"
    text = factories.CLOSURE.read_text().replace("retention:\n  years: 5\n", "retention:\n  years: 5\n  then: delete\n")
    changed.write_text(text)
    version = factories.published(changed)
    case = paid(version, reviewer, approver)
    person = factories.resident("faulty@example.jp")
    faulty = factories.notified(version, reviewer=reviewer, by=person)
    with as_system():
        withdrawals.withdraw(application=faulty, reason="", by=person, now=NOW)
    assert run_night() == 1
    with as_system():
        assert not Application.objects.exists()
        assert Claim.objects.get(reference=case.reference).amount_yen == case.amount_yen
        gone = set(Erasure.objects.values_list("reference", "kind", "year"))
    assert gone == {(case.reference, "deleted", 2020), (faulty.reference, "deleted", None)}
    assert case.applicant_name not in everything_kept()


def test_drafts_never_handed_in_go_after_half_a_year(version: Live) -> None:
    person = factories.resident()
    with as_system():
        draft = drafts.start(version=version, by=person, language="ja", now=NOW)
    assert run_night(NOW + 180 * DAY) == 0
    assert run_night(NOW + 181 * DAY) == 1
    with as_system():
        assert not Draft.objects.filter(pk=draft.pk).exists()
        receipt = json.loads(RetentionRun.objects.get().receipt)
    assert receipt["gone"] == [
        {"procedure": version.procedure.slug, "year_of_decision": None, "what": "draft", "count": 1}
    ]


def test_a_run_that_was_killed_is_taken_up_by_the_next_and_has_one_receipt(version: Live) -> None:
    cases = [withdrawn(version, factories.resident(f"p{number}@example.jp")) for number in range(5)]
    assert retention.go_on(now=SIX_YEARS_ON, at_most=2) == 2  # and then the worker was killed
    with as_system():
        assert RetentionRun.objects.get().finished_at is None
    assert run_night(SIX_YEARS_ON + DAY, at_most=2) == 2
    assert run_night(SIX_YEARS_ON + 2 * DAY) == 0
    with as_system():
        run = RetentionRun.objects.get()
        receipt = json.loads(run.receipt)
    assert receipt["receipt_numbers"] == {
        "count": 5, "salted_sha256": digest_of_numbers(run.salt, [case.reference for case in cases]),
    }  # fmt: skip
    assert (receipt["number"], receipt["previous_receipt_sha256"]) == (1, None)


def test_a_set_goes_whole_or_not_at_all(version: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    case = withdrawn(version, factories.resident())

    def crash(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(retention, "_write", crash)
    with pytest.raises(RuntimeError):
        retention.go_on(now=SIX_YEARS_ON)
    with as_system():
        assert Application.objects.get(pk=case.pk).applicant_name == case.applicant_name
        assert Submission.objects.filter(application=case).exists()


def test_each_receipt_is_signed_and_names_the_one_before(version: Live, tmp_path: Path) -> None:
    withdrawn(version, factories.resident())
    run_night()
    withdrawn(version, factories.resident("second@example.jp"))
    run_night(SIX_YEARS_ON + DAY)
    with as_system():
        first, second = RetentionRun.objects.order_by("number")
    told = json.loads(second.receipt)
    assert told["previous_receipt_sha256"] == hashlib.sha256(first.receipt.encode()).hexdigest()
    key = load_pem_public_key(public_pem(bytes(second.public_key or b"")).encode())
    assert isinstance(key, Ed25519PublicKey)
    key.verify(bytes(second.signature or b""), second.receipt.encode())
    with pytest.raises(InvalidSignature):
        key.verify(bytes(second.signature or b""), second.receipt.replace("1", "2").encode())
    if openssl := shutil.which("openssl"):
        for name, content in (
            ("r", second.receipt.encode()),
            ("s", second.signature),
            ("k", public_pem(bytes(second.public_key or b"")).encode()),
        ):
            (tmp_path / name).write_bytes(bytes(content or b""))
        command = [openssl, "pkeyutl", "-verify", "-pubin", "-inkey", "k", "-rawin", "-in", "r", "-sigfile", "s"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603 - as the guide says
        assert "Signature Verified Successfully" in done.stdout


def test_a_night_on_which_nothing_is_due_leaves_no_receipt(version: Live) -> None:
    assert run_night() == 0
    with as_system():
        assert not RetentionRun.objects.exists()


def test_sealed_records_stay_as_they_are_and_still_verify(version: Live) -> None:
    case = withdrawn(version, factories.resident())
    with as_system():
        before = list(Record.objects.filter(target=case.reference).order_by("pk").values())
    run_night()
    with as_system():
        assert list(Record.objects.filter(target=case.reference, at__lt=SIX_YEARS_ON).order_by("pk").values()) == before
        assert Record.objects.filter(action="procedures.retention_anonymised", target=case.reference).count() == 1


def test_only_the_system_writes_what_went(version: Live) -> None:
    withdrawn(version, factories.resident())
    run_night()
    assert RetentionRun.objects.count() == 1  # everybody may read receipts
    assert not Erasure.objects.exists()
    assert RetentionRun.objects.update(receipt="forged") == 0


# Columns that may hold words about a person, in every table that hangs on a case: each is emptied, or said to stay.
HANGING: dict[type[models.Model], set[str] | str] = {
    apps.get_model("procedures.PaperForm"): "deleted", apps.get_model("procedures.CheckMark"): "deleted",
    Submission: "deleted", Note: "deleted", Pair: "deleted", Draft: "deleted", apps.get_model("procedures.CorrectionDraft"): "deleted",
    apps.get_model("procedures.Handover"): "deleted",
    Step: {"detail"}, Deficiency: {"reason", "reason_en", "evidence"}, apps.get_model("procedures.Notice"): {"body"},
    apps.get_model("procedures.Decision"): {"reason"}, apps.get_model("procedures.Appeal"): {"ground", "answer"},
    apps.get_model("procedures.Recall"): {"reason"}, Hold: "only where it has ended",
}  # fmt: skip


def test_no_table_that_hangs_on_a_case_is_forgotten() -> None:
    """A new table or text column must say what becomes of it: in operations/erasing.py and here."""
    related = {
        field.related_model
        for field in Application._meta.get_fields(include_hidden=True)
        if field.auto_created and not field.concrete
    }
    assert related == set(HANGING)
    for model, emptied in HANGING.items():
        if isinstance(emptied, set):
            free = {
                field.name
                for field in model._meta.get_fields()
                if isinstance(field, models.TextField | models.JSONField)
            }
            assert free == emptied, model


def test_every_column_of_a_case_is_emptied_or_said_to_stay() -> None:
    columns = {field.name for field in Application._meta.concrete_fields}
    assert columns == erasing.KEPT_OF_CASE | erasing.EMPTIED_OF_CASE.keys() | {"answers"}


def test_a_set_costs_as_many_queries_for_ten_cases_as_for_two(version: Live) -> None:
    def cost(cases: int) -> int:
        for number in range(cases):
            withdrawn(version, factories.resident(f"{cases}-{number}@example.jp"))
        connection.force_debug_cursor = True
        before = len(connection.queries_log)
        assert retention.go_on(now=SIX_YEARS_ON) == cases
        spent = len(connection.queries_log) - before
        connection.force_debug_cursor = False
        return spent

    first = cost(2)
    assert cost(10) <= first


def test_accounts_that_nobody_used_go_in_the_same_night_and_an_applicants_stays(version: Live) -> None:
    old = NOW - timedelta(days=91)
    applicant = factories.resident()
    withdrawn(version, applicant)
    unused = factories.resident("unused@example.jp")
    Person.objects.filter(pk__in=[applicant.pk, unused.pk]).update(created_at=old)
    execute(retain, {}, now=NOW)
    assert list(Person.objects.filter(pk__in=[applicant.pk, unused.pk])) == [applicant]
    with as_system():
        assert Record.objects.get(action="procedures.accounts_erased").detail == {"count": 1}
