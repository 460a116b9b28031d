"""One window: its weekly hours, and the days on which it is closed after all."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.periods import day_of
from naniwa.library.typed import number_in
from naniwa.services.appointments.forms import ClosureForm, HoursForm, WindowForm
from naniwa.services.appointments.models import Booking, Closure, Hours, Window
from naniwa.services.appointments.operations import keeping
from naniwa.services.appointments.queries import desk
from naniwa.services.appointments.rules.broken import BrokenRule
from naniwa.services.appointments.service import LEADS
from naniwa.services.appointments.views.offices import keep_window
from naniwa.services.appointments.words import refusal


@staff_required(*LEADS)
@require_safe
def window(request: StaffRequest, number: UUID) -> HttpResponse:
    found, now = _window(request, number), timezone.now()
    today = day_of(now)
    context = {
        "window": found,
        "hours": [one for one in desk.hours_of(found) if one.until is None or one.until >= today],
        "closures": desk.closures_of(found, now=now),
    }
    return render(request, "appointments/staff/window.html", context)


@staff_required(*LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, number: UUID) -> HttpResponse:
    found = _window(request, number)
    first = {key: getattr(found, key) for key in WindowForm.base_fields}
    form = WindowForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid() and keep_window(request, found.office, form, number):
        messages.success(request, _("保存しました。"))
        return redirect("appointments:keep_window", number)
    context = {"form": form, "number": number, "heading": str(found), "window": found}
    return render(request, "appointments/staff/office.html", context, status=422 if form.errors else 200)


@staff_required(*LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_hours(request: StaffRequest, number: UUID) -> HttpResponse:
    """A number drawn with the form makes one of however many presses."""
    found, now = _window(request, number), timezone.now()
    form = HoursForm(request.POST if request.method == "POST" else None, initial={"since": day_of(now).isoformat()})
    drawn = number_in(request.POST.get("number", ""))
    if request.method == "POST" and form.is_valid():
        try:
            keeping.add_hours(window=found, number=drawn, rule=form.rule, by=request.staff, now=now)
            messages.success(request, _("受付時間を追加しました。"))
            return redirect("appointments:keep_window", number)
        except BrokenRule as broken:
            form.add_error("begins", refusal(broken))
    context = {"form": form, "number": drawn, "heading": _("受付時間を追加する"), "window": found}
    return render(request, "appointments/staff/office.html", context, status=422 if form.errors else 200)


@staff_required(*LEADS)
@require_POST
def end_hours(request: StaffRequest, number: UUID) -> HttpResponse:
    """From tomorrow on; who has booked keeps the booking."""
    found = Hours.objects.select_related("window__office").filter(public_id=number).first()
    if found is None or found.organisation_id != request.staff.organisation.pk:
        raise Http404
    now = timezone.now()
    keeping.end_hours(hours=found, last=day_of(now), by=request.staff, now=now)
    messages.success(request, _("この受付時間は、今日までにしました。予約済みの方の予約は残ります。"))
    return redirect("appointments:keep_window", found.window.public_id)


@staff_required(*LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: StaffRequest, number: UUID) -> HttpResponse:
    """Where people have booked already, first shown who loses the appointment, then carried out."""
    found = _window(request, number)
    form = ClosureForm(request.POST if request.method == "POST" else None)
    drawn, met = number_in(request.POST.get("number", "")), []
    if request.method == "POST" and form.is_valid():
        windows = found.office.windows.values_list("pk", flat=True) if form.cleaned_data["whole_office"] else [found.pk]
        met = desk.within(list(windows), *form.span)
        if not met or "sure" in request.POST:
            return _closed(request, found, form, drawn) or _closing(request, found, form, drawn, [])
    return _closing(request, found, form, drawn, met)


def _closing(
    request: StaffRequest, found: Window, form: ClosureForm, drawn: UUID, met: Sequence[Booking]
) -> HttpResponse:
    context = {"form": form, "number": drawn, "window": found, "met": met}
    return render(request, "appointments/staff/close.html", context, status=422 if form.errors else 200)


def _closed(request: StaffRequest, found: Window, form: ClosureForm, drawn: UUID) -> HttpResponse | None:
    begins, ends = form.span
    given = form.cleaned_data
    try:
        keeping.close(
            window=found,
            whole_office=given["whole_office"],
            number=drawn,
            starts_at=begins,
            ends_at=ends,
            words=(given["reason"], given["reason_en"]),
            cancel=True,
            by=request.staff,
            now=timezone.now(),
        )
    except BrokenRule as broken:
        form.add_error("first", refusal(broken))
        return None
    messages.success(request, _("休みを登録しました。"))
    return redirect("appointments:keep_window", found.public_id)


@staff_required(*LEADS)
@require_POST
def reopen(request: StaffRequest, number: UUID) -> HttpResponse:
    found = Closure.objects.select_related("office").filter(public_id=number).first()
    if found is None or found.organisation_id != request.staff.organisation.pk:
        raise Http404
    to = found.window or found.office.windows.order_by("pk").first()
    keeping.reopen(closure=found, by=request.staff, now=timezone.now())
    messages.success(request, _("休みを取りやめました。この時間は、また予約できます。"))
    return redirect("appointments:keep_window", to.public_id) if to else redirect("appointments:keeping")


def _window(request: StaffRequest, number: UUID) -> Window:
    found = desk.window_of(request.staff.organisation.pk, number)
    if found is None:
        raise Http404
    return found
