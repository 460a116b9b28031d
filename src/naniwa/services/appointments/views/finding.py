"""Finding a time in three taps: the office, what for, when."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from naniwa.library.periods import day_of
from naniwa.services.appointments.queries import offering
from naniwa.services.appointments.views.asked import day_in, keep_origin
from naniwa.services.appointments.views.weeks import week

LONGEST_WORDS = 100


@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    keep_origin(request)
    words = request.GET.get("q", "")[:LONGEST_WORDS]
    found = offering.offices(words)
    return render(request, "appointments/offices.html", {"offices": found, "words": words})


@require_safe
def office(request: HttpRequest, number: UUID) -> HttpResponse:
    """What each window is for, with its next free time."""
    keep_origin(request)
    now, found = timezone.now(), offering.office(number)
    if found is None:
        raise Http404
    windows = [(window, offering.first_free(window, now=now)) for window in offering.windows(found)]
    return render(request, "appointments/office.html", {"office": found, "windows": windows})


@require_safe
def times(request: HttpRequest, number: UUID) -> HttpResponse:
    """Seven days of free times, from the first that has any."""
    keep_origin(request)
    now, window = timezone.now(), offering.window(number)
    if window is None:
        raise Http404
    first = day_in(request.GET.get("from", ""))
    if first is None:
        free = offering.first_free(window, now=now)
        first = day_of(free.slot.begins if free else now)
    shown = week(window, first, now=now)
    return render(request, "appointments/times.html", {"window": window, "week": shown, "days": shown.days})
