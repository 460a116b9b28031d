"""Letting a held-back claim through: its account is paid already, and a second person says that this is right."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naniwa.kernel.payments import operations
from naniwa.kernel.payments.errors import PaymentError
from naniwa.kernel.payments.models import Objection
from naniwa.kernel.payments.models.objection import LONGEST_REASON
from naniwa.kernel.payments.rules import NoReason, NotWaivable, SamePerson
from naniwa.kernel.payments.views.runs import find
from naniwa.kernel.payments.wording import explain
from naniwa.kernel.people.access import StaffRequest, staff_required


@staff_required("releaser")
@require_POST
def waive(request: StaffRequest, number: UUID) -> HttpResponse:
    """A second press changes nothing."""
    asked = {"claim__reference": request.POST.get("reference", ""), "code": request.POST.get("code", "")}
    objection = get_object_or_404(Objection, run=find(request, number), **asked)
    reason = request.POST.get("reason", "")[:LONGEST_REASON]
    try:
        operations.waive(objection=objection, by=request.staff, reason=reason, now=timezone.now())
    except (PaymentError, NotWaivable, NoReason, SamePerson) as error:
        messages.error(request, explain(error))
    else:
        messages.success(request, _("確認を記録しました。この案件は次の回で振り込まれます。"))
    return redirect("payments:run", number)
