"""How far a batch is; the page can be left and come back to."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.models import Batch
from naniwa.services.procedures.views.staff.acting import READERS


@staff_required(*READERS)
@require_safe
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    mine = Batch.objects.select_related("by").defer("ids").filter(organisation=request.staff.organisation)
    batch = get_object_or_404(mine, public_id=number)
    return render(request, "procedures/staff/batch.html", {"batch": batch, "left": _minutes_left(batch)})


def _minutes_left(batch: Batch) -> int | None:
    """From the speed so far; None before the first piece is done."""
    if batch.finished_at or not batch.position:
        return None
    spent = (timezone.now() - batch.started_at).total_seconds()
    return max(1, round(spent * (batch.total - batch.position) / batch.position / 60))
