"""The register of bills: found by number, name, tax and what is left to do."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.periods import day_of
from naniwa.services.taxes.queries import bills
from naniwa.services.taxes.queries.words import subjects
from naniwa.services.taxes.service import CLERKS, READERS

STATES = {
    "": gettext_lazy("すべて"),
    "open": gettext_lazy("未納あり"),
    "overdue": gettext_lazy("納期限を過ぎた"),
    "paid": gettext_lazy("完納"),
    "held": gettext_lazy("督促を止めている"),
}


@never_cache
@staff_required(*READERS)
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    """The latest bills that fit; looking for a person is written down."""
    office, now = request.staff.organisation, timezone.now()
    words, tax, state = request.GET.get("q", "").strip(), request.GET.get("tax", ""), request.GET.get("state", "")
    found = bills.search(office, words=words, tax=tax, state=state, today=day_of(now))
    if words:
        audit.record_read(
            "taxes.searched", by=request.staff, target=office.code, subject=None, purpose="taxes", now=now,
            found=len(found),
        )  # fmt: skip
    context = {
        "found": bills.standings(found, today=day_of(now)),
        "any": bool(found) or bills.count(office) > 0,
        "words": words,
        "tax": tax,
        "state": state,
        "states": STATES.items(),
        "taxes": subjects().items(),
        "shown": bills.SHOWN,
        "may_import": request.staff.may(*CLERKS),
    }
    return render(request, "taxes/staff/register.html", context)
