"""The inventory as a file: a workbook to fill in, or CSV."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.inventory.operations.exporting import record_export
from naniwa.services.inventory.queries import keeping, listing, rows
from naniwa.services.inventory.queries.listing import Selection
from naniwa.services.inventory.queries.rows import Known
from naniwa.services.inventory.rules.columns import CODE
from naniwa.services.inventory.sheets.writing import Outgoing, as_csv, as_workbook
from naniwa.services.inventory.views import lists
from naniwa.services.inventory.words import language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff_required()
@require_safe
def ask(request: StaffRequest) -> HttpResponse:
    """How many rows would be in the file, by the filters of the list or of a department."""
    office, selection = request.staff.organisation.pk, Selection.of(request.GET.dict())
    departments = {one.code: one.name for one in keeping.departments_of(office)}
    context = {
        "total": listing.select(selection, organisation_id=office).count(),
        "chips": lists.chips(selection, departments, request.GET),
        "departments": departments,
        "selection": selection,
        "query": request.GET.urlencode(),
    }
    return render(request, "inventory/export.html", context)


@staff_required()
@require_safe
def download(request: StaffRequest, kind: str) -> HttpResponse:
    """Rows of the selection by department; who took them is written down."""
    office, selection, now = request.staff.organisation.pk, Selection.of(request.GET.dict()), timezone.now()
    found = [_outgoing(one) for one in rows.selected(selection, organisation_id=office)]
    record_export(by=request.staff, now=now, kind=kind, count=len(found), filters=selection.filters)
    which = selection.department if CODE.fullmatch(selection.department) else "all"
    name = f"inventory-{which}-{timezone.localtime(now):%Y%m%d}.{kind}"
    return as_file(found, kind=kind, name=name)


def as_file(found: Iterable[Outgoing], *, kind: str, name: str, reasons: bool = False) -> HttpResponse:
    """An attachment that no cache keeps."""
    content = (
        as_workbook(found, language=language(), reasons=reasons)
        if kind == "xlsx"
        else b"".join(as_csv(found, language=language()))
    )
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=XLSX if kind == "xlsx" else "text/csv; charset=utf-8", headers=headers)


def _outgoing(one: Known) -> Outgoing:
    return Outgoing(one.procedure.public_id, one.procedure.edition, one.procedure.number, one.entry)
