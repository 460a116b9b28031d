"""The list of what is to be dunned, and the decision on it."""

from datetime import timedelta
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.periods import day_of
from naniwa.library.typed import day_in, number_in
from naniwa.services.taxes.operations import batches
from naniwa.services.taxes.operations.batches import MoreThanSeen
from naniwa.services.taxes.queries import bills
from naniwa.services.taxes.queries.bills import Due
from naniwa.services.taxes.rules.broken import NothingToPrint
from naniwa.services.taxes.rules.dunning import last_day
from naniwa.services.taxes.service import DECIDERS, READERS

SHOWN = 200
LATEST = timedelta(days=20)


@never_cache
@staff_required(*READERS)
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    """What is overdue, the oldest first, with the last day that the law sets for its letter."""
    now, office = timezone.now(), request.staff.organisation
    found = bills.to_dun(office, today=day_of(now))
    audit.record_read(
        "taxes.overdue_read", by=request.staff, target=office.code, subject=None, purpose="taxes", now=now,
        found=len(found),
    )  # fmt: skip
    context = {
        "rows": [(Due(one, day_of(now)), last_day(one.due_on)) for one in found[:SHOWN]],
        "count": len(found),
        "payers": len({one.bill_id for one in found}),
        "yen": sum(one.charge.sums.owed for one in found),
        "today": day_of(now),
        "dated": day_of(now).isoformat(),
        "number": uuid4(),
        "shown": SHOWN,
        "may_decide": request.staff.may(*DECIDERS),
    }
    return render(request, "taxes/staff/dunning.html", context)


@staff_required(*DECIDERS)
@require_POST
def begin(request: StaffRequest) -> HttpResponse:
    """Issue the letters of all that was seen; a second press leads to the same batch."""
    now, dated = timezone.now(), day_in(request.POST.get("dated", ""))
    if dated is None or not day_of(now) <= dated <= day_of(now) + LATEST or request.POST.get("read") != "yes":
        messages.error(request, _("発送日をきょうから20日以内で入れ、確かめたことに印を付けてください。"))
        return redirect("taxes:dunning")
    seen = request.POST.get("seen", "")
    try:
        made = batches.begin_dunning(
            number=number_in(request.POST.get("number", "")),
            dated=dated,
            seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0,  # noqa: PLR2004 - no office has more
            by=request.staff,
            now=now,
        )
    except MoreThanSeen:
        messages.warning(request, _("一覧を見たあとに、督促する税が増えました。もう一度確かめてください。"))
        return redirect("taxes:dunning")
    except NothingToPrint:
        messages.info(request, _("督促する税はありません。"))
        return redirect("taxes:dunning")
    return redirect("taxes:batch", made.public_id)
