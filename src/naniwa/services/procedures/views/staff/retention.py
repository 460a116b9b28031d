"""For the records officer: what the next nights would take away, what is held and why, and the receipts so far."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.models import Application, Hold
from naniwa.services.procedures.operations import holds
from naniwa.services.procedures.queries import retention
from naniwa.services.procedures.queries.names import titles
from naniwa.services.procedures.rules import BrokenRule
from naniwa.services.procedures.views.staff.acting import typed
from naniwa.services.procedures.views.staff.keeping import keeping, retention_page
from naniwa.services.procedures.views.staff.sentences import sentence

RECORDS = ("administrator", "auditor")
DAYS = 30


@staff_required(*RECORDS)
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    """A dry run: nothing on this page changes anything but the forms for holds."""
    now, office, names = timezone.now(), request.staff.organisation, titles()
    context = {
        "days": DAYS,
        "foreseen": retention.foresee(
            now=now, days=DAYS, organisation_id=office.pk, language=get_language() or "ja"
        ),
        "holds": [(hold, names.get(hold.procedure, hold.procedure)) for hold in retention.holds(now, office.pk)],
        "receipts": retention.receipts()[:100],
        "procedures": retention.procedures_of(office.pk, names),
        "may_hold": request.staff.may("administrator"),
        "me": request.staff.person.pk,
        "typed": typed(request, "retention"),
    }  # fmt: skip
    return render(request, "procedures/staff/retention.html", context)


@keeping("hold", retention_page)
@staff_required("administrator")
@require_POST
def hold(request: StaffRequest) -> HttpResponse:
    """On one case by its receipt number, or with none on the whole procedure."""
    try:
        _place(request)
    except (BrokenRule, Application.DoesNotExist) as broken:
        unknown = _("この受付番号の申請は見つかりません。番号を確かめてください。")
        messages.error(request, sentence(broken) if isinstance(broken, BrokenRule) else unknown)
    else:
        messages.success(request, _("消去を止めました。"))
    return redirect("procedures:staff_retention")


def _place(request: StaffRequest) -> Hold:
    """Raises NoReason, AlreadyGone, Application.DoesNotExist."""
    given, office = request.POST, request.staff.organisation
    reason, until, now = given.get("reason", "")[:1000], parse_date(given.get("until", "")), timezone.now()
    if reference := given.get("reference", "").strip():
        case = Application.objects.get(reference=reference, organisation=office)
        return holds.hold_case(application=case, reason=reason, until=until, by=request.staff, now=now)
    if given.get("procedure", "") not in retention.procedures_of(office.pk, {}):
        raise Application.DoesNotExist
    return holds.hold_procedure(procedure=given["procedure"], reason=reason, until=until, by=request.staff, now=now)
