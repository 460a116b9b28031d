"""What is claimed back, and writing down what came in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naniwa.kernel.payments import operations
from naniwa.kernel.payments.errors import NoAmountBack, NotADayYet, PaymentError
from naniwa.kernel.payments.models import Reclaim, Repayment
from naniwa.kernel.payments.queries import reclaims
from naniwa.kernel.payments.views.home import READERS
from naniwa.kernel.payments.wording import explain
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.yen import NotYen, parse_yen


@staff_required(*READERS)
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    context = {
        "owed": reclaims.reclaims(request.staff.organisation.pk),
        "may_record": request.staff.may("payer"),
        "today": timezone.localdate(),
    }
    return render(request, "payments/reclaims.html", context)


@staff_required("payer")
@require_POST
def pay_back(request: StaffRequest, number: UUID) -> HttpResponse:
    """A second press changes nothing: the form carries the repayment's number."""
    reclaim = get_object_or_404(Reclaim, public_id=number, organisation=request.staff.organisation)
    try:
        made = _record(request, reclaim)
    except PaymentError as error:
        messages.error(request, explain(error))
    else:
        messages.success(request, _("%(amount)s円の入金を記録しました。") % {"amount": f"{made.amount_yen:,}"})
    return redirect("payments:reclaims")


def _record(request: StaffRequest, reclaim: Reclaim) -> Repayment:
    """Raises NoAmountBack, NotADayYet."""
    given, day = request.POST, parse_date(request.POST.get("paid_on", ""))
    try:
        amount, number = parse_yen(given.get("amount", "")), int(given.get("number", ""))
    except (NotYen, ValueError) as error:
        raise NoAmountBack from error
    if day is None:
        raise NotADayYet
    return operations.pay_back(
        reclaim=reclaim, number=number, amount_yen=amount, paid_on=day, by=request.staff, now=timezone.now()
    )
