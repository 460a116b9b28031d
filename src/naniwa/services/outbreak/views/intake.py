"""Files of health centres: sent, read in the centre's own way, seen, taken in, undone."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.outbreak.service import INTAKE


@staff_required(*INTAKE)
@require_safe
def ask(request: StaffRequest) -> HttpResponse:
    return render(request, "outbreak/intake/ask.html")
