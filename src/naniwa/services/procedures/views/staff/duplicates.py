"""Confirming or dismissing that another case is a duplicate of this one."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.models import PairState
from naniwa.services.procedures.operations.duplicates import judge
from naniwa.services.procedures.queries.viewing import case_of, viewer
from naniwa.services.procedures.views.staff.acting import act, own
from naniwa.services.procedures.views.staff.keeping import case_page, keeping


@keeping("pair", case_page)
@staff_required("reviewer", "approver")
@require_POST
def judge_pair(request: StaffRequest, reference: str) -> HttpResponse:
    """Both cases must be before the person; only the office of the case judges."""
    case, state = own(request, reference), request.POST.get("state", "")
    other = case_of(viewer(request.staff), request.POST.get("other", ""))
    if other is None or other.pk == case.pk or state not in PairState.values:
        raise Http404
    confirmed = state == PairState.CONFIRMED
    done = _("重複を確認しました。どちらの申請にも表示されます。") if confirmed else _("重複ではないと記録しました。")
    reason = request.POST.get("reason", "")[:2000]
    return act(
        request,
        case,
        lambda: judge(application=case, other=other, state=state, reason=reason, by=request.staff, now=timezone.now()),
        done,
    )
