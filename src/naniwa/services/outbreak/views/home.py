"""The front page: what the reader's roles give them to do."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.outbreak.service import EVERYBODY


@staff_required(*EVERYBODY)
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    return render(request, "outbreak/home.html")
