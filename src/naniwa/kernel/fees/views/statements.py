"""Comparing with providers' files: take one in, see what differs, and say what became of it."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from naniwa.kernel.documents import lists
from naniwa.kernel.fees.errors import NoReason
from naniwa.kernel.fees.models import SLIP, Statement
from naniwa.kernel.fees.operations import reconciling, uploading
from naniwa.kernel.fees.queries import settled
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library import list_files
from naniwa.library.periods import day_of

READERS, CLERKS = ("cashier", "auditor"), ("cashier",)
NOT_TAKEN: Mapping[type[list_files.NotTaken], str | Promise] = {
    **lists.REFUSALS,
    list_files.TooLarge: gettext_lazy("ファイルが大きすぎます。10MB、10万行までのファイルに分けてください。"),
    list_files.Damaged: gettext_lazy("文字として読めません。決済会社から受け取ったCSVを、そのまま送ってください。"),
    list_files.NoHeads: gettext_lazy(
        "見出しの行が見つかりません。1行目に、取引番号、注文番号、種別、金額、取引日の見出しが要ります。"
    ),
}
COLUMNS: Mapping[str, str | Promise] = {
    "transaction": gettext_lazy("取引番号が読めません。英数字で80字までです。"),
    "order": gettext_lazy("注文番号が読めません。英数字で80字までです。"),
    "kind": gettext_lazy("種別が読めません。売上か返金のどちらかです。"),
    "amount_yen": gettext_lazy("金額が読めません。1円以上の数字です。例：12,300"),
    "fee_yen": gettext_lazy("手数料が読めません。0円以上の数字です。例：246"),
    "day": gettext_lazy("取引日が読めません。例：2026-11-28"),
    "refund": gettext_lazy("返金番号が読めません。英数字で80字までです。"),
    "twice": gettext_lazy("同じ取引番号の行が、上にもあります。"),
}


@never_cache
@staff_required(*READERS)
@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """What differs, and the files that were taken in."""
    office, closed = request.staff.organisation, request.GET.get("state") == "closed"
    context = {
        "differences": settled.differences(office, closed=closed),
        "closed": closed,
        "open_count": settled.open_count(office),
        "taken": settled.statements(office),
        "sources": _sources(request),
        "yesterday": (day_of(timezone.now()) - timedelta(days=1)).isoformat(),
        "may_close": request.staff.may(*CLERKS),
    }
    return render(request, "fees/desk/statements.html", context)


@never_cache
@staff_required(*READERS)
@require_safe
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    """One file: its sums, and the rows that could not be read."""
    found = settled.statement(request.staff.organisation, number)
    if found is None:
        raise Http404
    wrong = [(row, COLUMNS.get(column, "")) for row, column in found.statement.wrong]
    return render(request, "fees/desk/statement.html", {"taken": found, "wrong": wrong})


@staff_required(*CLERKS)
@require_POST
def take(request: StaffRequest) -> HttpResponse:
    """Take a file in; the same file again changes nothing."""
    file, provider, day = request.FILES.get("file"), request.POST.get("provider", ""), _day(request)
    if file is None or provider not in _sources(request) or day is None:
        messages.error(request, _("決済会社、対象日、ファイルを選んでください。"))
        return redirect("desk:statements")
    try:
        made = uploading.receive(
            file=file, name=file.name or "", provider=provider, day=day, by=request.staff, now=timezone.now()
        )
    except list_files.NotTaken as refused:
        messages.error(request, str(NOT_TAKEN[type(refused)]))
        return redirect("desk:statements")
    return _told(request, made)


@staff_required(*CLERKS)
@require_POST
def close(request: StaffRequest, number: UUID) -> HttpResponse:
    """Say what became of a difference."""
    found = settled.difference(request.staff.organisation, number)
    if found is None:
        raise Http404
    try:
        reason = request.POST.get("reason", "")
        reconciling.close(difference=found, reason=reason, by=request.staff, now=timezone.now())
    except NoReason:
        messages.error(request, _("どう解決したかを書いてください。例：決済会社が翌日の明細で訂正"))
    else:
        messages.success(request, _("解決済みにしました。"))
    return redirect("desk:statements")


def _told(request: StaffRequest, made: Statement) -> HttpResponse:
    if made.wrong:
        words = _("取り込みました。読めなかった行が%(count)s行あります。")
        messages.warning(request, words % {"count": len(made.wrong)})
    else:
        messages.success(request, _("取り込んで、収納簿と比べました。"))
    return redirect("desk:statement", made.public_id)


def _sources(request: StaffRequest) -> list[str]:
    """Whose files the office has: the providers', and those of its slips."""
    slips = [SLIP] if request.staff.organisation.code in settings.SLIP_ISSUERS else []
    return [*settings.PAYMENT_PROVIDERS, *slips]


def _day(request: StaffRequest) -> date | None:
    try:
        return date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        return None
