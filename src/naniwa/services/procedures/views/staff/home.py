"""The first page of the day: what waits, and the one next thing to do."""

from dataclasses import dataclass

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
    queue, notices = reverse("procedures:staff_queue"), reverse("procedures:staff_notices")
    money, decisions = reverse("payments:home"), reverse("procedures:staff_decisions")
    piles = [
        (("reviewer",), Pile(_("自分の担当"), counts["mine"], f"{queue}?tab=mine", _("審査の途中の申請"), "user")),
        (("reviewer",), Pile(_("再提出"), counts["returned"], f"{queue}?tab=returned", _("修正の回答が届いた申請"), "reply")),
        (("reviewer",), Pile(_("お知らせの案"), counts["notices"], notices, _("確認して送る修正のお願い"), "mail")),
        (("reviewer", "approver", "auditor"), Pile(_("チーム"), counts["team"], f"{queue}?tab=team", _("審査を待つ申請"), "users")),
        (("reviewer", "approver", "auditor"), Pile(_("期限切れ"), counts["overdue"], f"{queue}?tab=overdue", _("目安の日を過ぎた申請"), "clock", bool(counts["overdue"]))),
        (("approver",), Pile(_("決定待ち"), counts["decide"], decisions, _("審査が終わり、決定を待つ申請"), "check")),
        (("payer", "releaser"), Pile(_("振込待ち"), counts["claims"], money, _("支給が決まり、振込を待つ案件"), "wallet")),
        (("releaser",), Pile(_("承認待ちの振込"), counts["runs"], money, _("ほかの人が作り、承認を待つ振込"), "bank")),
    ]  # fmt: skip
    return [pile for roles, pile in piles if staff.may(*roles)]
