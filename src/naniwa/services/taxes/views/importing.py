"""Taking a list in: send it, see what it would do, take it or mend it."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naniwa.kernel.documents import lists
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library import list_files
from naniwa.library.list_files import NotTaken
from naniwa.library.spreadsheet import csv_file
from naniwa.services.taxes.models import Upload
from naniwa.services.taxes.operations import importing
from naniwa.services.taxes.rules.broken import NothingToTake
from naniwa.services.taxes.rules.lines import COLUMNS, MOST_ROWS
from naniwa.services.taxes.service import CLERKS
from naniwa.services.taxes.words import head, sentence

MEBIBYTE = 1024 * 1024
SHOWN = 200
NOT_TAKEN: Mapping[type[NotTaken], str | Promise] = {
    **lists.REFUSALS,
    importing.HoldsMyNumber: gettext_lazy(
        "個人番号（マイナンバー）らしい12桁の数字があるため、受け取りませんでした。ファイルは保存していません。数字を消して、もう一度送ってください。"
    ),
    list_files.Damaged: gettext_lazy("ファイルが壊れているか、読めない形です。保存し直して、もう一度送ってください。"),
    list_files.TooLarge: gettext_lazy("ファイルが大きすぎます。%(size)s MBまでのファイルに分けてください。"),
    list_files.TooManyRows: gettext_lazy("行が多すぎます。%(rows)s行までのファイルに分けてください。"),
    list_files.NoHeads: gettext_lazy("列の見出しが足りません。「列の見本」の見出しを、1行目に置いてください。"),
    list_files.NoRows: gettext_lazy("見出しの下に行がありません。"),
}


@never_cache
@staff_required(*CLERKS)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: StaffRequest) -> HttpResponse:
    """Send a file; nothing changes before what it would do has been seen."""
    errors: list[str] = []
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is None:
                raise lists.Empty
            upload = importing.receive(file=file, name=file.name or "", by=request.staff, now=timezone.now())
        except NotTaken as refused:
            errors = [str(NOT_TAKEN[type(refused)]) % {"size": lists.USUAL // MEBIBYTE, "rows": f"{MOST_ROWS:,}"}]
        else:
            return redirect("taxes:upload", upload.public_id)
    context = {
        "errors": errors,
        "faults": [("f-file", error) for error in errors],
        "size": lists.USUAL // MEBIBYTE,
        "rows": MOST_ROWS,
    }
    return render(request, "taxes/staff/import.html", context, status=422 if errors else 200)


@never_cache
@staff_required(*CLERKS)
@require_safe
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    """What it would do now; once it was taken in, what it did."""
    upload = _own(request, number)
    if upload.taken_at:
        return render(request, "taxes/staff/taken.html", {"upload": upload})
    found = importing.assessed(upload)
    wrong = [
        (line.number, line.texts.get("number", ""), head(one), sentence(one))
        for line, problems in found.wrong
        for one in problems
    ]
    context = {
        "upload": upload,
        "found": found,
        "yen": sum(one.total_yen for one in found.new),
        "new": found.new[:SHOWN],
        "wrong": wrong[:SHOWN],
        "wrong_rows": len(found.wrong),
        "shown": SHOWN,
    }
    return render(request, "taxes/staff/upload.html", context)


@staff_required(*CLERKS)
@require_POST
def take(request: StaffRequest, number: UUID) -> HttpResponse:
    """A second press leads to the same result."""
    try:
        importing.take(upload=_own(request, number), by=request.staff, now=timezone.now())
    except NothingToTake:
        messages.info(request, _("新しい賦課はありませんでした。"))
    return redirect("taxes:upload", number)


@staff_required(*CLERKS)
@require_safe
def columns(_request: StaffRequest) -> HttpResponse:
    """An empty list with the heads, to see what is asked for."""
    content = csv_file([column.names[0] for column in COLUMNS], [])
    named = {"Content-Disposition": 'attachment; filename="taxes.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=named)


def _own(request: StaffRequest, number: UUID) -> Upload:
    """One's own. Raises Http404."""
    mine = Upload.objects.select_related("organisation")
    found = mine.filter(public_id=number, organisation=request.staff.organisation, by=request.staff.person).first()
    if found is None:
        raise Http404
    return found
