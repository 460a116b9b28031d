"""Taking a selection of the ledger out as a file: what for, how far it is, the file itself, and its deletion."""

import uuid
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.models import Export
from naniwa.services.procedures.operations import exports as operations
from naniwa.services.procedures.queries import counting, exports, queue
from naniwa.services.procedures.queries.selecting import resolved
from naniwa.services.procedures.queries.viewing import viewer
from naniwa.services.procedures.views.staff import columns
from naniwa.services.procedures.views.staff.acting import READERS, WHOLE, typed_whole
from naniwa.services.procedures.views.staff.export_form import AskExport
from naniwa.services.procedures.views.staff.export_words import TYPES, described, minutes_left
from naniwa.services.procedures.views.staff.keeping import export_page, keeping
from naniwa.services.procedures.views.staff.register import filter_words, selection_of


@keeping(WHOLE, export_page)
@staff_required(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: StaffRequest) -> HttpResponse:
    """What for, which columns, which kind of file; then make it."""
    given = request.POST if request.method == "POST" else None
    kept = {} if given is not None else typed_whole(request, export_page(request)[0])
    form = AskExport(given, without=columns.left_out(request, columns.LEDGER), kept=kept)
    if form.is_valid() and (export := _start(request, form)):
        return redirect("procedures:staff_export", export.public_id)
    selection, looking = resolved(selection_of(request.GET), viewer=viewer(request.staff)), viewer(request.staff)
    context = {
        "form": form,
        "rows": form.in_rows(),
        "total": counting.count(selection, viewer=looking, now=timezone.now()).total,
        "filters": filter_words(selection),
        "query": request.GET.urlencode(),
        "number": uuid.uuid4(),
    }
    return render(request, "procedures/staff/export_ask.html", context, status=422 if form.errors else 200)


def _start(request: StaffRequest, form: AskExport) -> Export | None:
    """None where the selection has become empty meanwhile."""
    selection, now = selection_of(request.GET), timezone.now()
    ids = list(queue.ids(resolved(selection, viewer=viewer(request.staff)), viewer=viewer(request.staff), now=now))
    asked = operations.Asked(
        number=form.number(),
        format=form.cleaned_data["format"],
        columns=form.cleaned_data["columns"],
        filters=selection.filters,
        purpose=form.cleaned_data["purpose"],
        reason=form.cleaned_data["reason"],
        language=get_language() or "ja",
    )
    try:
        return operations.start(asked=asked, ids=ids, by=request.staff, now=now)
    except operations.NothingToExport:
        form.add_error(None, _("この条件の申請はありません。絞り込みを変えてください。"))
        return None


@staff_required(*READERS)
@require_safe
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    """How far it is; the page can be left and come back to."""
    export = _own(request, number)
    context = {"export": export, "shown": described(export), "left": minutes_left(export, timezone.now())}
    return render(request, "procedures/staff/export.html", context)


@staff_required(*READERS)
@require_safe
def download(request: StaffRequest, number: UUID) -> HttpResponse:
    """The file, part by part."""
    export = _own(request, number)
    if not export.finished_at or export.removed_at:
        raise Http404
    operations.record_download(export=export, by=request.staff, now=timezone.now())
    name = f"ledger-{timezone.localtime(export.started_at):%Y%m%d-%H%M}.{export.format}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Length": str(export.size),
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    file = StreamingHttpResponse(exports.content(export), content_type=TYPES[export.format], headers=headers)
    return cast("HttpResponse", file)


@staff_required(*READERS)
@require_POST
def remove(request: StaffRequest, number: UUID) -> HttpResponse:
    operations.remove(export=_own(request, number), by=request.staff, now=timezone.now())
    messages.success(request, _("ファイルを削除しました。書き出したことの記録は残ります。"))
    return redirect("procedures:staff_exports")


@staff_required(*READERS)
@require_safe
def mine(request: StaffRequest) -> HttpResponse:
    """One's own, the newest first."""
    found = exports.own(person_id=request.staff.person.pk, organisation_id=request.staff.organisation.pk)
    context = {"exports": [(export, described(export)) for export in found], "days": operations.KEPT.days}
    return render(request, "procedures/staff/exports.html", context)


def _own(request: StaffRequest, number: UUID) -> Export:
    """Raises Http404."""
    staff = request.staff
    export = exports.export_of(number, person_id=staff.person.pk, organisation_id=staff.organisation.pk)
    if export is None:
        raise Http404
    return export
