"""The day at the counter: who comes to which window, called in, done, or not come; and who came without booking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Entry
from naniwa.kernel.audit.models import Kind
from naniwa.kernel.events import origins
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.periods import day_of
from naniwa.library.typed import number_in
from naniwa.services.appointments.forms import CounterForm
from naniwa.services.appointments.models import Booking, Office, Window
from naniwa.services.appointments.operations import booking as bookings
from naniwa.services.appointments.operations import receiving
from naniwa.services.appointments.queries import desk, offering
from naniwa.services.appointments.rules import states
from naniwa.services.appointments.rules.broken import BrokenRule
from naniwa.services.appointments.service import DESK
from naniwa.services.appointments.views.asked import day_in, moment_in
from naniwa.services.appointments.words import refusal


@dataclass(frozen=True, slots=True)
class Line:
    """One booking with what can be pressed at it, and where it was booked from."""

    booking: Booking
    acts: Sequence[str]

    @property
    def origin_url(self) -> str:
        return origins.page_of(self.booking.origin, staff=True)

    @property
    def is_case(self) -> bool:
        return bool(origins.case_of(self.booking.origin))

    @property
    def words(self) -> str:
        """By what the counter finds them: the case, or the name."""
        return origins.case_of(self.booking.origin) or self.booking.name

    @property
    def is_to_be_served(self) -> bool:
        return self.booking.state in {states.BOOKED, states.CALLED}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the page is about: a day, and of the organisation's windows all, an office's, or one."""

    day: date
    offices: Sequence[Office]
    office: Office | None
    windows: Sequence[Window]
    window: Window | None

    @property
    def shown(self) -> Sequence[Window]:
        return [self.window] if self.window else self.windows

    @property
    def query(self) -> str:
        named = {
            "day": self.day.isoformat(),
            "office": self.office.reference if self.office else "",
            "window": self.window.reference if self.window else "",
        }
        return urlencode({key: value for key, value in named.items() if value})


@staff_required(*DESK)
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    chosen = _chosen(request)
    found = desk.bookings_on(chosen.day, chosen.shown)
    _record(request, found, chosen.day)
    context = {
        "chosen": chosen,
        "today": day_of(timezone.now()),
        "groups": [(one, _lines(one, found)) for one in chosen.shown],
        "any": bool(found),
    }
    return render(request, "appointments/staff/day.html", context)


@staff_required(*DESK)
@require_safe
def paper(request: StaffRequest) -> HttpResponse:
    """The list on paper, for a counter without a screen; cancelled ones are left out."""
    chosen = _chosen(request)
    found = [one for one in desk.bookings_on(chosen.day, chosen.shown) if one.state in states.TAKING_A_PLACE]
    _record(request, found, chosen.day)
    groups = [(one, _lines(one, found)) for one in chosen.shown]
    return render(request, "appointments/staff/paper.html", {"chosen": chosen, "groups": groups})


@staff_required(*DESK)
@require_POST
def mark(request: StaffRequest, number: UUID) -> HttpResponse:
    booking = _booking(request, number)
    try:
        receiving.mark(booking=booking, act=request.POST.get("act", ""), by=request.staff, now=timezone.now())
    except BrokenRule as broken:
        messages.warning(request, refusal(broken))
    return _back(booking, request.POST.get("window", ""))


@staff_required(*DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: StaffRequest, number: UUID) -> HttpResponse:
    """Asked once: the person is told by mail at once."""
    booking = _booking(request, number)
    if request.method != "POST":
        return render(request, "appointments/staff/call_off.html", {"booking": booking})
    try:
        bookings.cancel(booking=booking, by=request.staff, now=timezone.now())
        messages.success(request, _("予約を取り消しました。"))
    except BrokenRule as broken:
        messages.warning(request, refusal(broken))
    return _back(booking)


@staff_required(*DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: StaffRequest, number: UUID) -> HttpResponse:
    """For somebody who came or telephoned: first a time, then who."""
    window, now = desk.window_of(request.staff.organisation.pk, number), timezone.now()
    if window is None:
        raise Http404
    begins = moment_in(request.GET.get("at", ""))
    if begins is None:
        day = day_in(request.GET.get("day", "")) or day_of(now)
        shown = offering.offered(window, day, 1, now=now)[0]
        return render(request, "appointments/staff/add.html", {"window": window, "shown": shown})
    form = CounterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _added(request, window, begins, form)
    return _form(request, window, begins, form)


def _form(request: StaffRequest, window: Window, begins: datetime, form: CounterForm) -> HttpResponse:
    context = {"window": window, "begins": begins, "form": form, "press": number_in(request.POST.get("number", ""))}
    return render(request, "appointments/staff/add_who.html", context, status=422 if form.errors else 200)


def _added(request: StaffRequest, window: Window, begins: datetime, form: CounterForm) -> HttpResponse:
    visitor = bookings.Visitor(**form.cleaned_data, language=get_language() or "ja")
    press = number_in(request.POST.get("number", ""))
    try:
        made = bookings.book_at_counter(
            window=window, begins=begins, visitor=visitor, press=press, by=request.staff, now=timezone.now()
        )
    except BrokenRule as broken:
        messages.warning(request, refusal(broken))
        return redirect(reverse("appointments:add", args=[window.public_id]) + f"?day={begins:%Y-%m-%d}")
    messages.success(request, _("予約を入れました。予約番号は %(reference)s です。") % {"reference": made.reference})
    return _back(made)


def _chosen(request: StaffRequest) -> Chosen:
    asked, organisation = request.GET, request.staff.organisation.pk
    every = desk.windows_of(organisation)
    offices = list({one.office_id: one.office for one in every}.values())
    office = next((one for one in offices if one.reference == asked.get("office")), None)
    windows = [one for one in every if office is None or one.office_id == office.pk]
    window = next((one for one in windows if one.reference == asked.get("window")), None)
    return Chosen(day_in(asked.get("day", "")) or day_of(timezone.now()), offices, office, windows, window)


def _lines(window: Window, found: Sequence[Booking]) -> list[Line]:
    return [Line(one, states.acts_in(one.state)) for one in found if one.window_id == window.pk]


def _record(request: StaffRequest, found: Sequence[Booking], day: date) -> None:
    """Whoever has an account can see that they were looked up, and by which office."""
    now = timezone.now()
    audit.record_many(
        Entry(
            action="appointments.read",
            by=request.staff,
            target=one,
            now=now,
            kind=Kind.READ,
            purpose="appointments",
            detail={"day": day},
        )
        for one in found
    )


def _booking(request: StaffRequest, number: UUID) -> Booking:
    found = desk.booking_of(request.staff.organisation.pk, number)
    if found is None:
        raise Http404
    return found


def _back(booking: Booking, window: str = "") -> HttpResponse:
    """To the day of the booking; to the one window if the page showed that alone."""
    named = {"day": day_of(booking.starts_at).isoformat()}
    if window == booking.window.reference:
        named["window"] = window
    return redirect(reverse("appointments:day") + "?" + urlencode(named))
