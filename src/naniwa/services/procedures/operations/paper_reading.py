"""Our own forms read by machine: each sheet once, in its order, into forms that a clerk then confirms page by page."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Max

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.documents import queries as documents
from naniwa.kernel.documents.models import Document
from naniwa.kernel.documents.operations import erasing
from naniwa.kernel.jobs import defer_by_name
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.library.scans import NotOurForm
from naniwa.library.scans.answers import Answer
from naniwa.services.procedures.models import Cutting, PaperForm, ScanSheet, SheetState
from naniwa.services.procedures.operations import paper
from naniwa.services.procedures.queries.paper_numbers import Edition, edition, page_in
from naniwa.services.procedures.queries.printed_form import spots
from naniwa.services.procedures.rules import BrokenRule

JOB = "procedures.read_scans"


class NotReadable(Exception):
    """A sheet that a person has to look at; `reason` is `closed`, `form`, `code`, `elsewhere` or `day`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def wait_for_reading(*, batch: UUID, documents: Sequence[Document], received_on: date, by: Staff) -> list[ScanSheet]:
    """Put every page of accepted files behind those of the batch, and have them read in the background."""
    found = ScanSheet.objects.filter(batch=batch).aggregate(last=Max("number"))["last"] or 0
    pages = [(document, page) for document in documents for page in range(1, document.pages + 1)]
    made = ScanSheet.objects.bulk_create(
        ScanSheet(
            batch=batch,
            number=number,
            organisation=by.organisation,
            document=document,
            page=page,
            received_on=received_on,
            by=by.person,
        )
        for number, (document, page) in enumerate(pages, start=found + 1)
    )
    if made:
        defer_by_name(JOB, batch=str(batch))
    return made


def read_next(*, batch: UUID | str, now: datetime) -> bool:
    """Read the first sheet that waits, in a transaction of its own; False where none does.

    A worker that is killed leaves the sheet waiting and nothing of it written.
    """
    with as_system():
        waiting = ScanSheet.objects.select_for_update(of=("self",), skip_locked=True).filter(
            batch=batch, state=SheetState.WAITING
        )
        sheet = waiting.select_related("document", "organisation", "by").order_by("number").first()
        if sheet is None:
            return False
        try:
            with transaction.atomic():
                _read(sheet, now)
                sheet.state = SheetState.READ
        except NotReadable as why:
            sheet.state, sheet.reason, sheet.form, sheet.form_page = SheetState.FAILED, why.reason, None, None
        sheet.read_at = now
        sheet.save(update_fields=["state", "reason", "form", "form_page", "read_at"])
        return True


@transaction.atomic
def remove(*, batch: UUID, number: int, by: Staff, now: datetime) -> None:
    """Take away a sheet that nobody can use, with its file unless another page of it is in use; gone is no error."""
    sheet = ScanSheet.objects.filter(
        batch=batch, number=number, organisation=by.organisation, state=SheetState.FAILED
    ).first()
    if sheet is None:
        return
    document = sheet.document
    audit.record("procedures.scan_removed", by=by, target=document, now=now, document=str(document.pk))
    sheet.delete()
    if not ScanSheet.objects.filter(document=document).exists():
        erasing.erase(numbers=[document.pk])


def _read(sheet: ScanSheet, now: datetime) -> None:
    """Raises NotReadable."""
    from naniwa.library.scans import reading  # noqa: PLC0415 - an extra, and some seconds to load

    try:
        page = reading.straighten(_picture(sheet))
    except NotOurForm as error:
        raise NotReadable("form") from error
    known = edition(page.code)
    if known is None or known.version.organisation_id != sheet.organisation_id:
        raise NotReadable("code" if known is None else "elsewhere")
    sheet.form_page = page_in(page.code) or 1
    sheet.form = _form_of(sheet, known, now)
    _add_scan(sheet.form, sheet.document, now)
    boxes = [spot for spot in spots(known.version.version_id, known.language) if spot.page == sheet.form_page]
    _keep(sheet.form, reading.answers(page.picture, boxes))


def _picture(sheet: ScanSheet, *, again: bool = True) -> bytes:
    """Asked for once more, as on a busy machine a drawing may not end in its time. Raises NotReadable."""
    try:
        return documents.picture_to_read(sheet.document, sheet.page)
    except documents.NotDrawn as error:
        if again:
            return _picture(sheet, again=False)
        raise NotReadable("closed") from error
    except documents.NotOpen as error:
        raise NotReadable("closed") from error


def _form_of(sheet: ScanSheet, known: Edition, now: datetime) -> PaperForm:
    """A first page begins a form; another goes to the last form of its kind in the batch that lacks it."""
    before = ScanSheet.objects.filter(batch=sheet.batch, number__lt=sheet.number, state=SheetState.READ)
    last = before.filter(form__version_id=known.version.version_id, form__language=known.language)
    form_id = last.order_by("-number").values_list("form", flat=True).first() if sheet.form_page != 1 else None
    if form_id and not last.filter(form=form_id, form_page=sheet.form_page).exists():
        form = PaperForm.objects.get(pk=form_id)
        if form.application_id is None:
            return form
    by = Staff(sheet.by, sheet.organisation, frozenset())
    try:
        form, _is_new = paper.open_form(
            number=uuid5(sheet.batch, str(sheet.number)),
            version=known.version,
            received_on=sheet.received_on,
            language=known.language,
            by=by,
            now=now,
        )
    except BrokenRule as error:
        raise NotReadable("day") from error
    return form


def _add_scan(form: PaperForm, document: Document, now: datetime) -> None:
    if str(document.pk) not in {scan["id"] for scan in form.scans}:
        paper.add_scan(form_id=form.pk, document=document, field="", now=now)
        Document.objects.filter(pk=document.pk).update(collection=form.collection)


def _keep(form: PaperForm, answers: Iterable[Answer]) -> None:
    """Each answer once; a page that was scanned twice is read anew."""
    rows = [
        Cutting(
            form=form,
            name=one.name,
            texts=list(one.texts),
            sureness=min(max(one.sureness, 0.0), 1.0),
            picture=one.picture,
        )
        for one in answers
    ]
    Cutting.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["form", "name"],
        update_fields=["texts", "sureness", "picture"],
    )
