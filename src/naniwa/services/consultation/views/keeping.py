"""Desks, for those who keep them."""

from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.typed import number_in
from naniwa.services.consultation.forms import DeskForm
from naniwa.services.consultation.operations import keeping
from naniwa.services.consultation.queries import desks
from naniwa.services.consultation.service import LEADS


@staff_required(*LEADS)
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    found = desks.desks_of(request.staff.organisation.pk)
    return render(request, "consultation/staff/desks.html", {"desks": found})


@staff_required(*LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: StaffRequest) -> HttpResponse:
    """A number drawn with the form makes one desk of however many presses."""
    form = DeskForm(request.POST if request.method == "POST" else None)
    return _form(request, form, number_in(request.POST.get("number", "")), _("相談窓口を追加する"))


@staff_required(*LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, number: UUID) -> HttpResponse:
    desk = desks.desk_of(request.staff.organisation.pk, number)
    if desk is None:
        raise Http404
    first = {key: getattr(desk, key, desk.closed_at is None) for key in DeskForm.base_fields}
    form = DeskForm(request.POST if request.method == "POST" else None, initial=first)
    return _form(request, form, number, str(desk))


def _form(request: StaffRequest, form: DeskForm, number: UUID, heading: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and _keep(request, form, number):
        messages.success(request, _("保存しました。"))
        return redirect("consultation:keeping")
    context = {"form": form, "number": number, "heading": heading}
    return render(request, "consultation/staff/desk.html", context, status=422 if form.errors else 200)


def _keep(request: StaffRequest, form: DeskForm, number: UUID) -> bool:
    fields = dict(form.cleaned_data)
    is_open = fields.pop("is_open")
    try:
        with transaction.atomic():
            keeping.keep(number=number, fields=fields, is_open=is_open, by=request.staff, now=timezone.now())
    except IntegrityError:
        form.add_error("name", _("同じ名前のものが、もうあります。別の名前にしてください。"))
        return False
    return True
