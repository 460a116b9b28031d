"""The first page of the day: what waits, and the one next thing to do."""

from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naniwa.kernel.people.access import Staff, StaffRequest, staff_required
from naniwa.services.procedures.queries.viewing import viewer
from naniwa.services.procedures.queries.waiting import Waiting, waiting


@dataclass(frozen=True, slots=True)
class Pile:
    """One kind of work that waits."""

    label: str
    count: int
    url: str
    note: str
    icon: str
    late: bool = False


@staff_required()
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    now, looking = timezone.now(), viewer(request.staff)
    found = waiting(viewer=looking, now=now, roles=request.staff.roles)
    context = {
        "found": found,
        "piles": _piles(found.counts, request.staff),
        "now": now,
        "next": _next(found, request.staff),
    }
    return render(request, "procedures/staff/home.html", context)


def _next(found: Waiting, staff: Staff) -> str:
    """What to do first: own cases, then releases and decisions, then something new."""
    counts = found.counts
    if found.next_case:
        return "case"
    if staff.may("releaser") and counts["runs"]:
        return "runs"
    if staff.may("approver") and counts["decide"]:
        return "decide"
    if staff.may("payer") and counts["claims"]:
        return "claims"
    return "claim" if staff.may("reviewer") and counts["team"] else ""


def _piles(counts: dict[str, int], staff: Staff) -> list[Pile]:
    readers, money = ("reviewer", "approver", "auditor"), ("payer", "releaser")
    piles = [
        (("reviewer",), _queue("mine", counts, _("自分の担当"), _("審査の途中の申請"), "user")),
        (("reviewer",), _queue("returned", counts, _("再提出"), _("修正の回答が届いた申請"), "reply")),
        (("reviewer",), _pile("notices", counts, _("お知らせの案"), _("確認して送る修正のお願い"), "mail")),
        (readers, _queue("team", counts, _("チーム"), _("審査を待つ申請"), "users")),
        (readers, replace(_queue("overdue", counts, _("期限切れ"), _("目安の日を過ぎた申請"), "clock"), late=True)),
        (("approver",), _pile("decide", counts, _("決定待ち"), _("審査が終わり、決定を待つ申請"), "check")),
        (money, _pile("claims", counts, _("振込待ち"), _("支給が決まり、振込を待つ案件"), "wallet")),
        (("releaser",), _pile("runs", counts, _("承認待ちの振込"), _("ほかの人が作り、承認を待つ振込"), "bank")),
    ]
    return [pile for roles, pile in piles if staff.may(*roles)]


PAGES = {
    "notices": "procedures:staff_notices",
    "decide": "procedures:staff_decisions",
    "claims": "payments:home",
    "runs": "payments:home",
}


def _pile(key: str, counts: dict[str, int], label: str, note: str, icon: str) -> Pile:
    return Pile(label, counts[key], reverse(PAGES[key]), note, icon)


def _queue(tab: str, counts: dict[str, int], label: str, note: str, icon: str) -> Pile:
    return Pile(label, counts[tab], f"{reverse('procedures:staff_queue')}?tab={tab}", note, icon)
