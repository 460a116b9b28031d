"""Around a case: contacts, clusters, transport and rooms; and the centre's transport and hotels."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naniwa.design.tables import Column, Row, Table, page_number, paging
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.typed import number_in
from naniwa.services.outbreak.forms import ClusterForm, ContactForm, LodgingForm, Plain, TransportForm
from naniwa.services.outbreak.models import Case
from naniwa.services.outbreak.operations import surroundings as acts
from naniwa.services.outbreak.queries import surroundings
from naniwa.services.outbreak.service import CENTRE
from naniwa.services.outbreak.views import acting

type Forms = Mapping[str, django_forms.Form]


@staff_required(*CENTRE)
@require_safe
def around(request: StaffRequest, number: UUID) -> HttpResponse:
    return _page(request, acting.found(request, number), {})


@staff_required(*CENTRE)
@require_POST
def add_contact(request: StaffRequest, number: UUID) -> HttpResponse:
    return _act(
        request, number, "contact", ContactForm(request.POST), act=acts.add_contact, done=_("接触者を登録しました。")
    )


@staff_required(*CENTRE)
@require_POST
def join_cluster(request: StaffRequest, number: UUID) -> HttpResponse:
    form = ClusterForm(request.POST)
    return _act(
        request, number, "cluster", form, act=acts.join_cluster, done=_("クラスターに登録しました。"), pressed=False
    )


@staff_required(*CENTRE)
@require_POST
def ask_transport(request: StaffRequest, number: UUID) -> HttpResponse:
    form = TransportForm(request.POST)
    return _act(request, number, "transport", form, act=acts.ask_transport, done=_("搬送を依頼しました。"))


@staff_required(*CENTRE)
@require_POST
def lodge(request: StaffRequest, number: UUID) -> HttpResponse:
    return _act(request, number, "lodging", LodgingForm(request.POST), act=acts.lodge, done=_("部屋を登録しました。"))


@staff_required(*CENTRE)
@require_safe
def transports(request: StaffRequest) -> HttpResponse:
    number = page_number(request.GET)
    found, total = surroundings.transports(request.staff.organisation.pk, page=number)
    acting.record_list(request, "transports", [one.case for one in found])
    pages = paging(number, len(found), total, request.GET, length=surroundings.PAGE)
    return render(request, "outbreak/contacts/transports.html", {"found": found, "paging": pages})


@staff_required(*CENTRE)
@require_POST
def end_transport(request: StaffRequest, number: UUID) -> HttpResponse:
    found = surroundings.transport_of(request.staff.organisation.pk, number)
    if found is None:
        raise Http404
    done, now = request.POST.get("how") == "done", timezone.now()
    acting.tell(
        request, lambda: acts.end_transport(transport=found, done=done, by=request.staff, now=now), _("記録しました。")
    )
    return redirect("outbreak:transports")


@staff_required(*CENTRE)
@require_safe
def hotels(request: StaffRequest) -> HttpResponse:
    """Who is where, which keys are out, and the meals of today."""
    office, number = request.staff.organisation.pk, page_number(request.GET)
    found, total = surroundings.lodgings(office, page=number)
    acting.record_list(request, "hotels", [one.case for one in found])
    rows = [Row(cells=[hotel, kind or _("ふつう"), count]) for hotel, kind, count in surroundings.meals(office)]
    heads = (_("宿泊施設"), _("食事"), _("食数"))
    meals = Table(id="meals", caption=_("いまの食事"), columns=[Column(label=one) for one in heads], rows=rows)
    pages = paging(number, len(found), total, request.GET, length=surroundings.PAGE)
    return render(request, "outbreak/contacts/hotels.html", {"found": found, "meals": meals, "paging": pages})


@staff_required(*CENTRE)
@require_POST
def leave(request: StaffRequest, number: UUID) -> HttpResponse:
    found = surroundings.lodging_of(request.staff.organisation.pk, number)
    if found is None:
        raise Http404
    with_key, now = request.POST.get("key") == "back", timezone.now()
    acting.tell(
        request,
        lambda: acts.leave(lodging=found, with_key=with_key, by=request.staff, now=now),
        _("記録しました。"),
    )
    return redirect("outbreak:hotels")


def _act(
    request: StaffRequest,
    number: UUID,
    name: str,
    form: Plain,
    *,
    act: Callable[..., Any],
    done: str,
    pressed: bool = True,
) -> HttpResponse:
    """One of the forms of the page, carried out, or shown again with what is wrong."""
    case = acting.found(request, number)
    if not form.is_valid() or not form.has_come(timezone.localdate()):
        return _page(request, case, {name: form})
    given = {**form.cleaned_data, **({"press": number_in(request.POST.get("number", ""))} if pressed else {})}
    acting.tell(request, lambda: act(case=case, **given, by=request.staff, now=timezone.now()), done)
    return redirect("outbreak:around", number)


def _page(request: StaffRequest, case: Case, sent: Forms) -> HttpResponse:
    acting.record_read(request, case)
    context = {
        "case": case,
        "found": surroundings.around(case),
        "contact": ContactForm(),
        "cluster": ClusterForm(),
        "transport": TransportForm(initial={"wanted_at": short_moment()}),
        "lodging": LodgingForm(),
        "number": uuid4(),
        "fault": next(iter(sent.values()), None),
        **sent,
    }
    return render(request, "outbreak/contacts/around.html", context, status=422 if sent else 200)


def short_moment() -> str:
    """Now, as one types it."""
    return f"{timezone.localtime(timezone.now()):%Y-%m-%d %H:%M}"
