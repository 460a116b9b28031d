"""Files of health centres: sent, read in the centre's own way, seen, taken in, undone."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naniwa.kernel.documents import lists
from naniwa.kernel.documents.limits import MEBIBYTE
from naniwa.kernel.people.access import StaffRequest, asks_by_itself, staff_required
from naniwa.library import list_files
from naniwa.library.list_files import LARGEST, NotTaken
from naniwa.library.typed import number_in
from naniwa.services.outbreak.definitions import FIRST
from naniwa.services.outbreak.models import Intake
from naniwa.services.outbreak.operations import receiving, taking
from naniwa.services.outbreak.operations.receiving import MOST_ROWS
from naniwa.services.outbreak.queries import intakes
from naniwa.services.outbreak.rules.broken import NoCentre
from naniwa.services.outbreak.service import INTAKE
from naniwa.services.outbreak.views import acting, diseases, sheets
from naniwa.services.outbreak.words import refusal

NOT_TAKEN: Mapping[type[NotTaken], str | Promise] = {
    **lists.REFUSALS,
    lists.WrongKind: gettext_lazy(
        "Excel（.xlsx）かCSVのファイルを選んでください。ファイル名の変更では種類は変わりません。"
    ),
    list_files.Damaged: gettext_lazy(
        "ファイルが壊れているか、読めない形です。Excelで開いて保存し直すか、パスワードを外してください。"
    ),
    list_files.TooLarge: gettext_lazy("ファイルが大きすぎます。%(size)s MB、%(rows)s行までに分けてください。"),
    list_files.TooManyRows: gettext_lazy("ファイルが大きすぎます。%(size)s MB、%(rows)s行までに分けてください。"),
    list_files.NoHeads: gettext_lazy(
        "列の見出しが見つかりません。表の上のほうに「番号」「性別」「居住地」などの見出しがあるか、確かめてください。"
    ),
    receiving.HoldsMyNumber: gettext_lazy(
        "個人番号（マイナンバー）らしい12桁の数字があるため、受け取りませんでした。ファイルは保存していません。数字を消して保存し直し、もう一度送ってください。"
    ),
    lists.Infected: gettext_lazy("ウイルスの検査を通らなかったため、受け取りませんでした。"),
    lists.NotScanned: gettext_lazy("ウイルスの検査を通らなかったため、受け取りませんでした。"),
}


@staff_required(*INTAKE)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: StaffRequest) -> HttpResponse:
    """Send the centre's own sheet as it is; no case changes before what it would do has been seen."""
    errors: list[str] = []
    press = number_in(request.POST.get("number", ""))
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is None:
                raise lists.Empty
            made = receiving.receive(
                file=file,
                name=file.name or "",
                press=press,
                disease=diseases.asked(request) or FIRST,
                by=request.staff,
                now=timezone.now(),
            )
        except NotTaken as refused:
            errors = [str(NOT_TAKEN[type(refused)]) % {"size": LARGEST // MEBIBYTE, "rows": f"{MOST_ROWS:,}"}]
        except NoCentre as refused:
            errors = [refusal(refused)]
        else:
            return redirect("outbreak:one_intake", made.public_id)
    context = {
        "errors": errors,
        "faults": [("f-file", error) for error in errors],
        "recent": intakes.recent(request.staff.organisation.pk),
        "size": LARGEST // MEBIBYTE,
        "rows": MOST_ROWS,
        "diseases": diseases.choices() if diseases.several() else [],
        "chosen": request.POST.get("disease", FIRST),
        "number": press,
    }
    return render(request, "outbreak/intake/ask.html", context, status=422 if errors else 200)


@staff_required(*INTAKE)
@require_safe
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    """How it is read and what it would do; then how far it is; then what it did."""
    intake = _found(request, number)
    if intake.state == Intake.State.READ:
        preview = sheets.preview(intake)
        acting.record_list(request, f"intake:{intake.public_id}", preview.cases, always=True)
        context = {"intake": intake, "preview": preview}
        return render(request, "outbreak/intake/preview.html", context)
    context = {"intake": intake, "wrong": sheets.wrong(intake), "undoable": intakes.has_lines(intake)}
    return render(request, "outbreak/intake/taken.html", context)


@asks_by_itself
@staff_required(*INTAKE)
@require_safe
def progress(request: StaffRequest, number: UUID) -> HttpResponse:
    return render(request, "outbreak/intake/progress.html", {"intake": _found(request, number)})


@staff_required(*INTAKE)
@require_POST
def learn(request: StaffRequest, number: UUID) -> HttpResponse:
    """What the columns and words mean is remembered for this office."""
    intake = _found(request, number)
    columns, words = sheets.said(request.POST, intake)
    acting.tell(
        request,
        lambda: receiving.learn(intake=intake, columns=columns, words=words, now=timezone.now()),
        _("読み方を覚えました。次に同じ見出しの表が来たときも、こう読みます。"),
    )
    return redirect("outbreak:one_intake", number)


@staff_required(*INTAKE)
@require_POST
def take(request: StaffRequest, number: UUID) -> HttpResponse:
    intake = _found(request, number)
    acting.tell(
        request,
        lambda: taking.begin(intake=intake, by=request.staff, now=timezone.now()),
        _("取り込みを始めました。このページを閉じても続きます。"),
    )
    return redirect("outbreak:one_intake", number)


@staff_required(*INTAKE)
@require_POST
def undo(request: StaffRequest, number: UUID) -> HttpResponse:
    intake = _found(request, number)
    acting.tell(
        request,
        lambda: taking.begin_undoing(intake=intake, by=request.staff, now=timezone.now()),
        _("取り込みを取り消しています。後から対応した患者は、そのまま残します。"),
    )
    return redirect("outbreak:one_intake", number)


def _found(request: StaffRequest, number: UUID) -> Intake:
    intake = intakes.one_of(request.staff.organisation.pk, number)
    if intake is None:
        raise Http404
    return intake
