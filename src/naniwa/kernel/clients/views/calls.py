"""Sending again what did not arrive."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from naniwa.kernel.clients import operations
from naniwa.kernel.clients.views.staff import find, webhook_of
from naniwa.kernel.people.access import StaffRequest, staff_required


@require_POST
@staff_required("administrator")
def again(request: StaffRequest, number: UUID) -> HttpResponse:
    """A second press finds nothing left to send."""
    client = webhook_of(find(request, number)).client
    count = operations.send_again(client=client, by=request.staff, now=timezone.now())
    told = ngettext("%(n)d件の通知を送り直します。", "%(n)d件の通知を送り直します。", count) % {"n": count}
    messages.success(request, told)
    return redirect("clients:client", number)
