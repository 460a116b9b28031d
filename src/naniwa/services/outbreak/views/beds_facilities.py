"""Facilities for those who coordinate: written down, changed, given further beds, and beds secured for each phase."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from naniwa.design.acts import tried
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.outbreak.models import BedPool, Facility
from naniwa.services.outbreak.operations import beds, beds_facilities
from naniwa.services.outbreak.queries import beds as reading
from naniwa.services.outbreak.rules.broken import BrokenRule
from naniwa.services.outbreak.service import COORDINATOR
from naniwa.services.outbreak.views.beds_facility_form import ChangeForm, NewForm, PoolForm, SecuredForm
from naniwa.services.outbreak.views.beds_words import area, needs, refusal


@staff_required(COORDINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Its beds follow on its own page."""
    form = NewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        body, reporter = request.staff.organisation, form.cleaned_data["reporter"]
        try:
            made = beds.open_facility(
                told=form.told(), body=body, reporter=reporter, by=request.staff, now=timezone.now()
            )
        except BrokenRule as broken:
            form.add_error("name", refusal(broken))
        else:
            messages.success(request, _("施設を登録しました。つぎに病床を追加してください。"))
            return redirect("outbreak:facility", made.public_id)
    return render(request, "outbreak/beds/new.html", {"form": form}, status=422 if form.errors else 200)


@staff_required(COORDINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: StaffRequest, number: UUID) -> HttpResponse:
    found = _facility(request, number)
    form = ChangeForm(request.POST if request.method == "POST" else None, initial=ChangeForm.of(found))
    if request.method == "POST" and form.is_valid():
        try:
            beds_facilities.change(facility=found, known=form.known(), by=request.staff, now=timezone.now())
        except BrokenRule as broken:
            form.add_error("name", refusal(broken))
        else:
            messages.success(request, _("保存しました。"))
            return redirect("outbreak:facility", found.public_id)
    return _page(request, found, form=form)


@staff_required(COORDINATOR)
@require_POST
def add(request: StaffRequest, number: UUID) -> HttpResponse:
    found, form = _facility(request, number), PoolForm(request.POST)
    if form.is_valid():
        told, now = form.told(), timezone.now()
        tried(
            request,
            lambda: beds_facilities.add_pool(facility=found, by=request.staff, now=now, **told),
            _("病床を追加しました。"),
            unless=BrokenRule,
            why=refusal,
            refused=messages.warning,
        )
        return redirect("outbreak:facility", found.public_id)
    return _page(request, found, adding=form)


@staff_required(COORDINATOR)
@require_POST
def secure(request: StaffRequest, number: UUID) -> HttpResponse:
    pool, form = _pool(request, number), SecuredForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("確保数は、段階ごとに0から9,999までの数字で入力してください。例：12"))
    else:
        beds_facilities.secure(pool=pool, secured=form.secured(), by=request.staff, now=timezone.now())
        messages.success(request, _("確保数を保存しました。"))
    return redirect("outbreak:facility", pool.facility.public_id)


def _page(
    request: StaffRequest, found: Facility, *, form: ChangeForm | None = None, adding: PoolForm | None = None
) -> HttpResponse:
    now, wrong = timezone.now(), adding or form
    context = {
        "facility": found,
        "area": area(found.area),
        "wards": [
            (pool, needs(pool.offers), reading.is_stale(pool, now=now), list(enumerate(pool.secured, 1)))
            for pool in found.pools.all()
        ],
        "reports": reading.reports_of(found),
        "form": form or ChangeForm(initial=ChangeForm.of(found)),
        "adding": adding or PoolForm(),
        "wrong": wrong if wrong and wrong.errors else None,
    }
    return render(request, "outbreak/beds/facility.html", context, status=422 if context["wrong"] else 200)


def _facility(request: StaffRequest, number: UUID) -> Facility:
    found = reading.facility_of(request.staff.organisation, number)
    if found is None:
        raise Http404
    return found


def _pool(request: StaffRequest, number: UUID) -> BedPool:
    found = BedPool.objects.select_related("facility").filter(public_id=number).first()
    if found is None or found.organisation_id != request.staff.organisation.pk:
        raise Http404
    return found
