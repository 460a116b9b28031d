"""Papers that came by post: scanned, keyed in page by page, and registered once as applications."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.documents.models import Document
from naniwa.kernel.documents.operations import erasing
from naniwa.kernel.people.access import Staff
from naniwa.library.my_number import hidden_in
from naniwa.library.periods import Period
from naniwa.services.procedures.models import Application, Channel, Handover, PaperForm, Step, StepKind
from naniwa.services.procedures.operations.attachments import Files
from naniwa.services.procedures.operations.drafts import AlreadySubmitted, SavedElsewhere
from naniwa.services.procedures.operations.history import add_step
from naniwa.services.procedures.operations.intake import Intake, receive
from naniwa.services.procedures.operations.notices import draft_notices
from naniwa.services.procedures.operations.paper_preparing import prepare_paper, unread
from naniwa.services.procedures.operations.preparing import Prepared
from naniwa.services.procedures.queries.handovers import confirmed, digest_of
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.rules import BrokenRule, check_decided, moment_of_receipt


class NotThisOffice(BrokenRule):
    """A paper is keyed in by the office that decides on it."""


class NoScan(BrokenRule):
    """A paper is registered beside its scan."""


class NotConfirmed(BrokenRule):
    """What was filled in at the counter is confirmed by the resident, as it stands now."""


def open_form(
    *,
    number: UUID,
    version: Live,
    received_on: date,
    language: str,
    by: Staff,
    now: datetime,
    at_counter: bool = False,
) -> tuple[PaperForm, bool]:
    """Begin to key in a paper; with a `number` that was used before, the same paper, and False.

    Raises NotThisOffice, NotYetReceived, NotOpen.
    """
    if by.organisation.pk != version.organisation_id:
        raise NotThisOffice
    received_at(version, received_on, now)
    try:
        with transaction.atomic():
            form = PaperForm.objects.create(
                id=number,
                organisation=by.organisation,
                version_id=version.version_id,
                procedure=version.procedure.slug,
                received_on=received_on,
                language=language,
                at_counter=at_counter,
                opened_by=by.person,
                created_at=now,
                saved_at=now,
            )
            audit.record("procedures.paper_opened", by=by, target=form, now=now)
    except IntegrityError:
        return PaperForm.objects.get(pk=number), False
    return form, True


def received_at(version: Live, day: date, now: datetime) -> datetime:
    """When a paper of this day counts as received. Raises NotYetReceived, NotOpen."""
    check_decided(undecided=version.undecided)
    whole = Period.of_days(day, day)
    return moment_of_receipt(
        begins=whole.begins,
        ends=whole.ends or whole.begins,
        opens_at=version.opens_at,
        closes_at=version.closes_at,
        now=now,
    )


@transaction.atomic
def add_scan(*, form_id: UUID, document: Document, field: str, now: datetime) -> PaperForm:
    """Put an accepted file with a paper; `field` is what it is, "" for the form itself. Raises AlreadySubmitted."""
    form = _locked(form_id)
    form.scans = [*form.scans, entry(document, field)]
    return _kept(form, now)


def entry(document: Document, field: str) -> dict[str, Any]:
    """A scan as it is kept."""
    return {
        "id": str(document.pk),
        "name": document.name,
        "media_type": document.media_type,
        "size": document.size,
        "field": field,
    }


@transaction.atomic
def name_scan(*, form_id: UUID, document_id: str, field: str, now: datetime) -> PaperForm:
    """Say what a scan is of. Raises AlreadySubmitted."""
    form = _locked(form_id)
    form.scans = [{**scan, "field": field} if scan["id"] == document_id else scan for scan in form.scans]
    return _kept(form, now)


@transaction.atomic
def remove_scan(*, form_id: UUID, document_id: str, by: Staff, now: datetime) -> PaperForm:
    """Take away a scan that went wrong; one that is gone already is no error. Raises AlreadySubmitted."""
    form = _locked(form_id)
    gone = [scan for scan in form.scans if scan["id"] == document_id]
    if gone:
        audit.record("procedures.scan_removed", by=by, target=form, now=now, document=document_id)
        erasing.erase(numbers=[UUID(document_id)])
    form.scans = [scan for scan in form.scans if scan["id"] != document_id]
    return _kept(form, now)


@transaction.atomic
def save_page(
    *,
    form_id: UUID,
    page: str,
    values: Mapping[str, Any],
    typed: Mapping[str, Sequence[str]] | None,
    now: datetime,
    seen: int | None = None,
    window: str = "",
) -> PaperForm:
    """Keep what one page says as it was keyed in; `typed` is what was sent where some of it cannot be read.

    Raises AlreadySubmitted, SavedElsewhere (when a colleague saved the same page meanwhile).
    """
    form = _locked(form_id)
    keys = {field.key for field in live(form.version_id).form.pages[page].fields if field.type != "file"}
    values = {key: hidden_in(value) for key, value in values.items() if key in keys}
    before = {key: value for key, value in form.answers.items() if key in keys}
    if seen is not None and before != values and form.kept_at(page) > seen and form.kept_by(page) != window:
        raise SavedElsewhere
    form.answers = {**{key: value for key, value in form.answers.items() if key not in keys}, **values}
    form.note(page, complete=typed is None, typed=hidden_in(typed or {}), window=window)
    form.saved_at = now
    form.save(update_fields=["answers", "pages", "saves", "saved_at"])
    return form


@transaction.atomic
def register(*, form_id: UUID, by: Staff, now: datetime) -> Application:
    """Hand a paper in, once: a second press returns the same application. Raises NoScan, NotConfirmed, NotOpen."""
    form = PaperForm.objects.select_for_update(of=("self",)).get(pk=form_id)
    if form.application_id is not None:
        return Application.objects.get(pk=form.application_id)
    version = live(form.version_id)
    read = confirmed(form, digest_of(version, answers_of(form)))
    if not form.scans and not read:
        raise NotConfirmed if form.at_counter else NoScan
    at = received_at(version, form.received_on, now)
    if form.at_counter and read and read.closed_at:
        at = read.closed_at  # the resident was there and said so
    intake = Intake(
        prepared=prepared(form),
        person_id=None,
        at=at,
        language=form.language,
        channel=Channel.PAPER,
        identity="",
        keyed_by_id=by.person.pk,
    )
    received = receive(version, [intake], by=by.person, now=now)[0]
    case = Application.objects.get(pk=received.pk)
    Step.objects.filter(application=case).update(by=by.person)
    how = _("窓口で入力しました") if form.at_counter else _("紙の申請書を入力しました")
    add_step(case, by=by.person, now=now, kind=StepKind.REVIEW, detail=how, public=False)
    if read and read.closed_at:
        add_step(
            case, by=by.person, now=read.closed_at, kind=StepKind.REVIEW, detail=_("窓口で本人が内容を確かめました")
        )
    Handover.objects.filter(form=form).update(application=case)
    draft_notices([case.pk], now=now)
    Document.objects.filter(collection=form.collection).update(partner=case.partner)
    form.application, form.partner, form.answers, form.pages, form.saved_at = case, case.partner, {}, {}, now
    form.save(update_fields=["application", "partner", "answers", "pages", "saved_at"])
    audit.record("procedures.paper_registered", by=by, target=case, now=now, form=str(form.pk))
    return case


def prepared(form: PaperForm) -> Prepared:
    """What the paper would be as an application, with its faults."""
    version, answers = live(form.version_id), answers_of(form)
    typed = {page: form.typed(page) for page in form.pages}
    return prepare_paper(version, answers, unread(version, answers, typed), received_on=form.received_on)


def answers_of(form: PaperForm) -> dict[str, Any]:
    """The answers with the scans in the fields they are for."""
    return {**form.answers, **by_field(form.scans)}


def by_field(scans: Files) -> dict[str, Files]:
    """Files as answers name them, by the field they are for."""
    found: dict[str, list[dict[str, Any]]] = {}
    for scan in scans:
        if scan["field"]:
            found.setdefault(scan["field"], []).append({key: scan[key] for key in scan if key != "field"})
    return dict(found)


@transaction.atomic
def discard(*, form_id: UUID, by: Staff, reason: str, now: datetime) -> None:
    """Take away a paper that was begun twice, with its scans. Raises AlreadySubmitted."""
    form = _locked(form_id)
    audit.record("procedures.paper_discarded", by=by, target=form, now=now, reason=reason)
    erasing.erase(collections=[form.collection])
    form.delete()


def _locked(form_id: UUID) -> PaperForm:
    form = PaperForm.objects.select_for_update(of=("self",)).get(pk=form_id)
    if form.application_id is not None:
        raise AlreadySubmitted
    return form


def _kept(form: PaperForm, now: datetime) -> PaperForm:
    form.saved_at = now
    form.save(update_fields=["scans", "saved_at"])
    return form
