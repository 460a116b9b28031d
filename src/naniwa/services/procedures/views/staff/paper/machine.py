"""Forms read by machine: many files handed in at once, how far the reading is, and the pictures of single boxes."""

import uuid
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from naniwa.kernel.documents import operations as documents
from naniwa.kernel.documents.models import Document
from naniwa.kernel.documents.refusals import Refused
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.scans import can_read
from naniwa.library.typed import number_in
from naniwa.services.procedures.operations import paper_reading
from naniwa.services.procedures.queries import paper_readings
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.views.staff.asked import parse_day
from naniwa.services.procedures.views.staff.paper.screens import KEYERS, entry_url, found

LOOK_AGAIN = 5
"""Seconds after which the page of a batch is asked for again while anything waits."""
LONGEST_NUMBER = 9
REASONS: dict[str, str | Promise] = {
    "closed": gettext_lazy("ファイルがまだ開けないか、ページを画像にできません。"),
    "form": gettext_lazy(
        "四隅の黒い四角とQRコードが見つかりません。まっすぐ、四隅まで入れてスキャンし直してください。"
    ),
    "code": gettext_lazy("用紙番号が見つかりません。"),
    "elsewhere": gettext_lazy("ほかの組織が受け付ける用紙です。用紙に書かれた送り先に回してください。"),
    "day": gettext_lazy("受領日が受付期間の外です。"),
}


@staff_required(*KEYERS)
@require_POST
def take(request: StaffRequest) -> HttpResponse:
    """Take files in and have them read in the background; what was refused is said by name, and the others go on.

    `before` is how many sheets the batch had when its page was shown: pressed twice, the second finds more.
    """
    batch, day = (
        number_in(request.POST.get("number", "")),
        parse_day(request.POST.get("received_on", "")),
    )
    if not can_read() or day is None or day > timezone.localdate():
        messages.error(request, _("消印の日か、届いた日を入れてください。例：2020-05-20"))
        return redirect("procedures:staff_papers")
    if str(paper_readings.progress(request.staff.organisation.pk, batch).total) != request.POST.get("before", "0"):
        return redirect("procedures:staff_paper_reading", batch)  # pressed twice
    taken = [one for upload in request.FILES.getlist("scans") if (one := _taken(request, upload)) is not None]
    if not taken:
        messages.error(request, _("申請書のスキャン（PDFか写真）を選んでください。"))
        return redirect("procedures:staff_papers")
    paper_reading.wait_for_reading(batch=batch, documents=taken, received_on=day, by=request.staff)
    return redirect("procedures:staff_paper_reading", batch)


def _taken(request: StaffRequest, upload: object) -> Document | None:
    try:
        with transaction.atomic():
            return documents.accept(
                upload,  # type: ignore[arg-type] # an uploaded file
                name=getattr(upload, "name", "") or "",
                person=None,
                organisation=request.staff.organisation,
                field="paper",
                collection=f"sheet {uuid.uuid4()}",
                now=timezone.now(),
                by=request.staff,
            )
    except Refused as refused:
        messages.error(request, f"{getattr(upload, 'name', '')}：{refused.message}")
        return None


@never_cache
@staff_required(*KEYERS)
@require_safe
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    """How far it is, what a person has to look at, and the forms to confirm."""
    progress = paper_readings.progress(request.staff.organisation.pk, number)
    if not progress.total:
        raise Http404
    adding = "more" in request.GET
    context = {
        "batch": number,
        "adding": adding,
        "received_on": progress.received_on,
        "progress": progress,
        "done": progress.total - progress.waiting,
        "failed": [(sheet, REASONS.get(sheet.reason, "")) for sheet in progress.failed],
        "forms": [(form, live(form.version_id), entry_url(form)) for form in progress.forms],
    }
    response = render(request, "procedures/staff/paper/reading.html", context)
    if progress.waiting and not adding:
        response.headers["Refresh"] = str(LOOK_AGAIN)
    return response


@staff_required(*KEYERS)
@require_POST
def remove(request: StaffRequest, number: UUID) -> HttpResponse:
    """Take away a sheet that no one can use, such as a blank page."""
    if not paper_readings.progress(request.staff.organisation.pk, number).total:
        raise Http404
    sheet = request.POST.get("sheet", "")
    if sheet.isascii() and sheet.isdigit() and len(sheet) < LONGEST_NUMBER:
        paper_reading.remove(batch=number, number=int(sheet), by=request.staff, now=timezone.now())
    if not paper_readings.progress(request.staff.organisation.pk, number).total:
        return redirect("procedures:staff_papers")
    return redirect("procedures:staff_paper_reading", number)


@never_cache
@staff_required(*KEYERS)
@require_safe
def cut(request: StaffRequest, number: UUID, name: str) -> HttpResponse:
    """The picture of one box; who looks at the page that shows it is written down there."""
    picture = paper_readings.picture_of(found(request, number), name)
    if picture is None:
        raise Http404
    return HttpResponse(picture, content_type="image/png")
