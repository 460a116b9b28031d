"""Offices and their windows, for those who keep them."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.typed import number_in
from naniwa.services.appointments.forms import OfficeForm, WindowForm
from naniwa.services.appointments.models import Office, Window
from naniwa.services.appointments.operations import keeping
from naniwa.services.appointments.queries import desk
from naniwa.services.appointments.service import LEADS

SAME_NAME = gettext_lazy("同じ名前のものが、もうあります。別の名前にしてください。")


@staff_required(*LEADS)
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    organisation = request.staff.organisation.pk
    windows = desk.windows_of(organisation)
    offices = [(one, [w for w in windows if w.office_id == one.pk]) for one in desk.offices_of(organisation)]
    return render(request, "appointments/staff/offices.html", {"offices": offices})


@staff_required(*LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: StaffRequest) -> HttpResponse:
    """A number drawn with the form makes one office of however many presses."""
    form = OfficeForm(request.POST if request.method == "POST" else None)
    number = number_in(request.POST.get("number", ""))
    if request.method == "POST" and form.is_valid() and _keep_office(request, form, number):
        messages.success(request, _("予約先を登録しました。次に、窓口を追加してください。"))
        return redirect("appointments:keep_office", number)
    return _page(request, form, number=number, heading=_("予約先を追加する"))


@staff_required(*LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, number: UUID) -> HttpResponse:
    office = _office(request, number)
    first = {key: getattr(office, key) for key in OfficeForm.base_fields}
    form = OfficeForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid() and _keep_office(request, form, number):
        messages.success(request, _("保存しました。"))
        return redirect("appointments:keep_office", number)
    windows = [one for one in desk.windows_of(request.staff.organisation.pk) if one.office_id == office.pk]
    return _page(request, form, number=number, heading=str(office), office=office, windows=windows)


@staff_required(*LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_window(request: StaffRequest, number: UUID) -> HttpResponse:
    """As for offices."""
    office = _office(request, number)
    form = WindowForm(request.POST if request.method == "POST" else None)
    drawn = number_in(request.POST.get("number", ""))
    if request.method == "POST" and form.is_valid() and keep_window(request, office, form, drawn):
        messages.success(request, _("窓口を登録しました。次に、受付時間を追加してください。"))
        return redirect("appointments:keep_window", drawn)
    return _page(request, form, number=drawn, heading=_("窓口を追加する"), parent=office)


def keep_window(request: StaffRequest, office: Office, form: WindowForm, number: UUID) -> Window | None:
    """None, with the form saying why, where another has its name."""
    try:
        with transaction.atomic():
            return keeping.keep_window(
                office=office, number=number, fields=form.cleaned_data, by=request.staff, now=timezone.now()
            )
    except IntegrityError:
        form.add_error("name", SAME_NAME)
        return None


def _keep_office(request: StaffRequest, form: OfficeForm, number: UUID) -> Office | None:
    try:
        with transaction.atomic():
            return keeping.keep_office(number=number, fields=form.cleaned_data, by=request.staff, now=timezone.now())
    except IntegrityError:
        form.add_error("name", SAME_NAME)
        return None


def _office(request: StaffRequest, number: UUID) -> Office:
    found = desk.office_of(request.staff.organisation.pk, number)
    if found is None:
        raise Http404
    return found


def _page(request: StaffRequest, form: OfficeForm | WindowForm, **context: object) -> HttpResponse:
    context = {"form": form, "number": uuid4(), **context}
    return render(request, "appointments/staff/office.html", context, status=422 if form.errors else 200)
