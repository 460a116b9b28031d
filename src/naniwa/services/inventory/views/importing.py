"""Taking a file in: send it, see what it would do, take it or mend it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naniwa.kernel.documents import lists
from naniwa.kernel.people.access import NotPermitted, StaffRequest, staff_required
from naniwa.library import list_files
from naniwa.library.list_files import NotTaken
from naniwa.services.inventory.models import Upload
from naniwa.services.inventory.operations import importing
from naniwa.services.inventory.queries import assessing, keeping
from naniwa.services.inventory.queries.assessing import Assessed
from naniwa.services.inventory.rules.columns import MOST_ROWS
from naniwa.services.inventory.rules.seals import BrokenRule
from naniwa.services.inventory.service import LEADS
from naniwa.services.inventory.sheets.writing import Outgoing
from naniwa.services.inventory.views import previews
from naniwa.services.inventory.views.export import as_file
from naniwa.services.inventory.words import refusal

MEBIBYTE = 1024 * 1024
NOT_TAKEN: Mapping[type[NotTaken], str | Promise] = {
    **lists.REFUSALS,
    lists.WrongKind: gettext_lazy(
        "Excel（.xlsx）かCSVのファイルを選んでください。ファイル名の変更では種類は変わりません。"
    ),
    importing.HoldsMyNumber: gettext_lazy(
        "個人番号（マイナンバー）らしい12桁の数字があるため、受け取りませんでした。ファイルは保存していません。数字を消して保存し直し、もう一度送ってください。"
    ),
    list_files.Damaged: gettext_lazy(
        "ファイルが壊れているか、読めない形です。Excelで開いて保存し直すか、パスワードを外してください。"
    ),
    list_files.TooLarge: gettext_lazy(
        "ファイルが大きすぎます。%(size)s MBまでにしてください。使わないシートや画像を消してください。"
    ),
    list_files.TooManyRows: gettext_lazy("行が多すぎます。%(rows)s行までのファイルに分けてください。"),
    list_files.NoHeads: gettext_lazy(
        "列の見出しが見つかりません。「書き出す」で作ったファイルの見出しを、そのまま残してください。"
    ),
    list_files.NoRows: gettext_lazy("見出しの下に行がありません。手続を入力してから送ってください。"),
}


@staff_required()
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: StaffRequest) -> HttpResponse:
    """Send a file; nothing changes before what it would do has been seen."""
    if not keeping.kept_by(request.staff) and not keeping.leads(request.staff):
        raise NotPermitted(*LEADS)
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
            return redirect("inventory:upload", upload.public_id)
    context = {
        "errors": errors,
        "faults": [("f-file", error) for error in errors],
        "recent": previews.recent(request.staff),
        "size": lists.USUAL // MEBIBYTE,
        "rows": MOST_ROWS,
    }
    return render(request, "inventory/import.html", context, status=422 if errors else 200)


@staff_required()
@require_safe
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    """What it would do now; once it was taken in, what it did."""
    upload = _own(request, number)
    if upload.taken_at:
        return render(request, "inventory/taken.html", {"upload": upload})
    found = assessing.assess(importing.lines_of(upload), by=request.staff)
    context = {"upload": upload, "preview": previews.preview(found)}
    return render(request, "inventory/upload.html", context)


@staff_required()
@require_POST
def take(request: StaffRequest, number: UUID) -> HttpResponse:
    """A second press leads to the same result."""
    try:
        importing.take(upload=_own(request, number), by=request.staff, now=timezone.now())
    except importing.NothingToTake:
        messages.info(request, _("取り込む行はありませんでした。"))
    except BrokenRule as broken:  # a department was changed in this very moment
        messages.error(request, refusal(broken))
    return redirect("inventory:upload", number)


@staff_required()
@require_safe
def wrong(request: StaffRequest, number: UUID) -> HttpResponse:
    """The wrong lines as a workbook, each with what to mend."""
    upload = _own(request, number)
    found = assessing.assess(importing.lines_of(upload), by=request.staff)
    return as_file(_wrong(found), kind="xlsx", name="inventory-to-mend.xlsx", reasons=True)


def _wrong(found: Sequence[Assessed]) -> list[Outgoing]:
    return [
        Outgoing(
            row_id=one.procedure.public_id if one.procedure else None,
            edition=one.procedure.edition if one.procedure else None,
            number=one.procedure.number if one.procedure else None,
            entry=None,
            texts=one.line.texts,
            reasons="\n".join(f"{name}：{said}" for name, said in previews.faults(one)),
        )
        for one in found
        if one.outcome == "wrong"
    ]


def _own(request: StaffRequest, number: UUID) -> Upload:
    """One's own. Raises Http404."""
    staff = request.staff
    upload = Upload.objects.filter(public_id=number, organisation=staff.organisation, by=staff.person).first()
    if upload is None:
        raise Http404
    return upload
