"""One's own appointment by its signed link: shown, put in a calendar, moved, cancelled; and all of a person's own."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from naniwa.kernel.events import origins
from naniwa.kernel.people.access import PersonRequest, person_required
from naniwa.library.icalendar import Method
from naniwa.library.periods import day_of
from naniwa.services.appointments.models import Booking
from naniwa.services.appointments.operations import booking as bookings
from naniwa.services.appointments.operations import telling
from naniwa.services.appointments.queries import desk, links
from naniwa.services.appointments.rules import states
from naniwa.services.appointments.rules.broken import BrokenRule
from naniwa.services.appointments.views.asked import day_in, moment_in
from naniwa.services.appointments.views.weeks import week
from naniwa.services.appointments.words import refusal

SHOWN_AFTER = timedelta(days=30)
"""How long one's own list shows an appointment after its time."""


@never_cache
@require_safe
@person_required
def mine(request: PersonRequest) -> HttpResponse:
    now = timezone.now()
    own = [(one, links.token(one)) for one in desk.own(request.user, since=now - SHOWN_AFTER)]
    context = {"coming": [pair for pair in own if _open(pair[0])], "past": [pair for pair in own if not _open(pair[0])]}
    return render(request, "appointments/mine.html", context)


@never_cache
@require_safe
def show(request: HttpRequest, token: str) -> HttpResponse:
    booking = links.opened(token)
    if booking is None:
        return render(request, "appointments/no_link.html", status=410)
    origin = f"appointments:booking:{booking.reference}"
    asking = origins.leading(origin, office=booking.organisation.code, about=str(booking.window))
    context = {"booking": booking, "token": token, "open": _open(booking), "asking": asking}
    context |= {"origin_url": origins.page_of(booking.origin, staff=False), "is_case": origins.case_of(booking.origin)}
    return render(request, "appointments/yours.html", context)


@never_cache
@require_safe
def calendar(_request: HttpRequest, token: str) -> HttpResponse:
    """The file for a calendar; the same that went with the mail."""
    booking = links.opened(token)
    if booking is None or booking.state == "held":
        raise Http404
    method: Method = "CANCEL" if booking.state == "cancelled" else "REQUEST"
    content = telling.calendar(booking, method=method, now=timezone.now())
    name = f'attachment; filename="{booking.reference}.ics"'
    kind = f"text/calendar; charset=utf-8; method={method}"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": name})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, token: str) -> HttpResponse:
    """The free times of the same window, each a button."""
    booking, now = links.opened(token), timezone.now()
    if booking is None:
        return render(request, "appointments/no_link.html", status=410)
    if not _open(booking):
        return redirect("appointments:yours", token)
    begins = moment_in(request.POST.get("at", ""))
    if request.method == "POST" and begins:
        return _moved(request, booking, begins, token)
    shown = week(booking.window, day_in(request.GET.get("from", "")) or day_of(booking.starts_at), now=now)
    context = {"booking": booking, "token": token, "week": shown, "days": shown.days}
    return render(request, "appointments/move.html", context)


def _moved(request: HttpRequest, booking: Booking, begins: datetime, token: str) -> HttpResponse:
    try:
        bookings.move(booking=booking, begins=begins, by=booking.person, now=timezone.now())
    except BrokenRule as broken:
        messages.warning(request, refusal(broken))
        return redirect("appointments:move", token)
    messages.success(request, _("日時を変えました。確認のメールをお送りしました。"))
    return redirect("appointments:yours", token)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """Asked once, as the place goes to others at once."""
    booking = links.opened(token)
    if booking is None:
        return render(request, "appointments/no_link.html", status=410)
    if request.method != "POST" and _open(booking):
        return render(request, "appointments/cancel.html", {"booking": booking, "token": token})
    if request.method == "POST":
        try:
            bookings.cancel(booking=booking, by=booking.person, now=timezone.now())
            messages.success(request, _("予約を取り消しました。"))
        except BrokenRule as broken:
            messages.warning(request, refusal(broken))
    return redirect("appointments:yours", token)


def _open(booking: Booking) -> bool:
    """Whether it can still be moved or cancelled by its person."""
    return states.may_change(booking.state) and booking.starts_at > timezone.now()
