"""Booking a time: who comes, and for those who are not signed in the mail that makes it certain."""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from naniwa.kernel.people import limits
from naniwa.kernel.people.clients import client_address
from naniwa.kernel.people.models import Person, PersonKind
from naniwa.library.typed import number_in
from naniwa.services.appointments.forms import SignedInForm, VisitorForm
from naniwa.services.appointments.models import Booking, Window
from naniwa.services.appointments.operations import booking as bookings
from naniwa.services.appointments.queries import links, offering
from naniwa.services.appointments.rules.broken import BrokenRule, HoldOver, TooMany
from naniwa.services.appointments.views.asked import ORIGIN, moment_in
from naniwa.services.appointments.words import refusal

# Thousands of phones share one address of a mobile network, so clients get room, and each mailbox little.
BY_CLIENT = limits.Rule("book an appointment, by client", 300, timedelta(hours=1))
BY_ADDRESS = limits.Rule("book an appointment, by address", 10, timedelta(hours=1))
ASKED = "appointments_asked"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, number: UUID) -> HttpResponse:
    """A number drawn with the form makes one booking of however many presses."""
    window, begins = offering.window(number), moment_in(request.GET.get("at", ""))
    if window is None:
        raise Http404
    if begins is None or offering.found(window, begins, now=timezone.now()) is None:
        messages.warning(request, _("この時間は予約できません。ほかの時間を選んでください。"))
        return redirect("appointments:times", window.public_id)
    person = _person(request)
    form = _form(request, person)
    if request.method != "POST" or not form.is_valid():
        return _page(request, window, begins, form)
    return _book(request, window, begins, form, person)


def _person(request: HttpRequest) -> Person | None:
    """Staff book for others at the counter, and for themselves as anybody does."""
    person = request.user
    return person if person.is_authenticated and person.kind != PersonKind.STAFF and person.email else None


def _form(request: HttpRequest, person: Person | None) -> VisitorForm:
    kind = SignedInForm if person else VisitorForm
    first = {"name": person.name, "name_kana": person.name_kana} if person else {}
    return kind(request.POST if request.method == "POST" else None, initial=first)


def _page(request: HttpRequest, window: Window, begins: datetime, form: VisitorForm) -> HttpResponse:
    context = {
        "window": window,
        "begins": begins,
        "form": form,
        "number": number_in(request.POST.get("number", "")),
        "email": getattr(_person(request), "email", ""),
        "sign_in_next": request.get_full_path(),
    }
    return render(request, "appointments/book.html", context, status=422 if form.errors else 200)


def _book(
    request: HttpRequest, window: Window, begins: datetime, form: VisitorForm, person: Person | None
) -> HttpResponse:
    visitor, now = _visitor(form, person), timezone.now()
    limits.consume(BY_CLIENT, client_address(request), now=now)
    limits.consume(BY_ADDRESS, visitor.email, now=now)
    try:
        made = bookings.book(
            window=window,
            begins=begins,
            visitor=visitor,
            press=number_in(request.POST.get("number", "")),
            person=person,
            origin=request.session.get(ORIGIN, ""),
            now=now,
        )
    except TooMany as many:
        form.add_error(None, refusal(many))
        return _page(request, window, begins, form)
    except BrokenRule as broken:
        messages.warning(request, refusal(broken))
        return redirect(reverse("appointments:times", args=[window.public_id]) + f"?from={begins:%Y-%m-%d}")
    return _booked(request, made, person)


def _visitor(form: VisitorForm, person: Person | None) -> bookings.Visitor:
    given = form.cleaned_data | ({"email": person.email or ""} if person else {})
    return bookings.Visitor(**given, language=get_language() or "ja")


def _booked(request: HttpRequest, made: Booking, person: Person | None) -> HttpResponse:
    request.session.pop(ORIGIN, None)
    if person and made.person_id == person.pk:
        messages.success(request, _("予約ができました。確認のメールをお送りしました。"))
        return redirect("appointments:yours", links.token(made))
    request.session[ASKED] = made.email
    return redirect("appointments:sent")


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    email = request.session.get(ASKED)
    if not email:
        return redirect("appointments:offices")
    return render(request, "appointments/sent.html", {"email": email, "minutes": bookings.HOLD.seconds // 60})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Opening only shows a button: programs that follow every link of a mail must not press it."""
    booking = links.opened(token, links.CONFIRM)
    if booking is None:
        return render(request, "appointments/no_link.html", status=410)
    if request.method != "POST":
        over = booking.state == "cancelled" or bool(booking.held_until and booking.held_until <= timezone.now())
        return render(request, "appointments/confirm.html", {"booking": booking, "over": over})
    try:
        done = bookings.confirm(booking=booking, now=timezone.now())
    except HoldOver as over_now:
        messages.warning(request, refusal(over_now))
        return redirect("appointments:times", booking.window.public_id)
    request.session.pop(ASKED, None)
    messages.success(request, _("予約が決まりました。確認のメールをお送りしました。"))
    return redirect("appointments:yours", links.token(done))
