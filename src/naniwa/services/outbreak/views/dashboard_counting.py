"""From when on the reports made here are counted: the prefecture's staff decide, everybody at work reads."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.outbreak.forms import CountingForm
from naniwa.services.outbreak.operations.counting import switch_over
from naniwa.services.outbreak.queries import dashboard
from naniwa.services.outbreak.service import COORDINATOR, SUPERVISOR
from naniwa.services.outbreak.views import acting


@staff_required(COORDINATOR, SUPERVISOR)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: StaffRequest) -> HttpResponse:
    switch = dashboard.switch()
    posted = request.method == "POST"
    form = CountingForm(request.POST if posted else None, initial={"own_from": switch.own_from if switch else None})
    if posted and form.is_valid():
        day = form.cleaned_data["own_from"]
        acting.tell(
            request,
            lambda: switch_over(own_from=day, by=request.staff, now=timezone.now()),
            _("決めました。数分のうちに、すべての日を数え直します。"),
        )
        return redirect("outbreak:counting")
    context = {"form": form, "switch": switch, "may": request.staff.organisation == dashboard.owner()}
    return render(request, "outbreak/dashboard/counting.html", context, status=422 if form.errors else 200)
