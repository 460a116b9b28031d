"""Health centres: their own settings, and the prefecture's register of who looks after which municipality."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naniwa.design.tables import Cell, Column, Row, Table
from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.periods import day_of
from naniwa.services.outbreak.forms import CentreForm, RegisterForm
from naniwa.services.outbreak.operations import centres as keeping
from naniwa.services.outbreak.queries import centres
from naniwa.services.outbreak.service import REGISTRARS, SUPERVISOR
from naniwa.services.outbreak.views import acting


@staff_required(SUPERVISOR)
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: StaffRequest) -> HttpResponse:
    """Who is on duty and the telephone for patients; the municipalities are the prefecture's to say."""
    held = acting.colleagues(request, (SUPERVISOR,), now=timezone.now())
    known = centres.centre_of(request.staff.organisation.pk)
    first = {"on_duty": str(known.on_duty.public_id), "phone": known.phone} if known else {}
    choices = [(key, str(one)) for key, one in held.items()]
    form = CentreForm(request.POST if request.method == "POST" else None, supervisors=choices, initial=first)
    if request.method == "POST" and form.is_valid():
        said = {**form.cleaned_data, "on_duty": held[form.cleaned_data["on_duty"]]}
        acting.tell(request, lambda: keeping.keep(**said, by=request.staff, now=timezone.now()), _("保存しました。"))
        return redirect("outbreak:centre")
    towns = centres.areas().get(request.staff.organisation.pk, [])
    context = {"form": form, "known": known, "towns": towns}
    return render(request, "outbreak/contacts/centre.html", context, status=422 if form.errors else 200)


@staff_required(*REGISTRARS)
@require_safe
def listed(request: StaffRequest) -> HttpResponse:
    """Every health centre with its municipalities, and the offices that could become one."""
    context = {"table": _table(), "may": centres.may_register(request.staff)}
    return render(request, "outbreak/contacts/centres.html", context)


def _table() -> Table:
    held, registered = centres.areas(), {one.organisation_id for one in centres.centres()}
    rows = [
        Row(
            cells=[
                Cell(text=str(one), href=reverse("outbreak:register_centre", args=[one.code])),
                _("登録済み") if one.pk in registered else _("未登録"),
                "、".join(map(str, held.get(one.pk, ()))) or "—",
            ]
        )
        for one in centres.offices(on=day_of(timezone.now()))
    ]
    return Table(
        id="centres",
        caption=_("保健所"),
        columns=[Column(label=one) for one in (_("組織"), _("状態"), _("受け持つ市町村"))],
        rows=rows,
        empty_title=_("保健所にできる組織が、まだありません"),
        empty_text=_("その組織の職員に「感染症対応の責任者」の役割を登録すると、ここに並びます。"),
    )


@staff_required(*REGISTRARS)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: StaffRequest, code: str) -> HttpResponse:
    """Make an office a health centre, or change whom it looks after."""
    office = next((one for one in centres.offices(on=day_of(timezone.now())) if one.code == code), None)
    if office is None:
        raise Http404
    posted = request.method == "POST"
    mine = [one.code for one in centres.areas().get(office.pk, [])]
    form = RegisterForm(request.POST if posted else None, towns=_towns(office), initial=mine)
    if posted and form.is_valid():
        said = form.cleaned_data["municipalities"]
        acting.tell(
            request,
            lambda: keeping.register(office=office, municipalities=said, by=request.staff, now=timezone.now()),
            _("保存しました。"),
        )
        return redirect("outbreak:centres")
    context = {"form": form, "office": office, "may": centres.may_register(request.staff)}
    return render(request, "outbreak/contacts/register.html", context, status=422 if form.errors else 200)


def _towns(office: Organisation) -> list[tuple[str, str]]:
    """Each with whose it is now, where that is another's."""
    names = {one.organisation_id: str(one) for one in centres.centres()}
    of = {town.pk: names[pk] for pk, towns in centres.areas().items() if pk != office.pk for town in towns}
    return [
        (one.code, f"{one}（{of[one.pk]}）" if one.pk in of else str(one)) for one in organisations.municipalities()
    ]
