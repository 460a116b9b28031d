"""The centre's contacts under watch and its clusters."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naniwa.design.dates import long_date
from naniwa.design.tables import Cell, Column, Row, Table
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.typed import number_in
from naniwa.services.outbreak.models import Cluster, Setting
from naniwa.services.outbreak.operations import surroundings as acts
from naniwa.services.outbreak.queries import surroundings
from naniwa.services.outbreak.service import CENTRE
from naniwa.services.outbreak.views import acting


@staff_required(*CENTRE)
@require_safe
def contacts(request: StaffRequest) -> HttpResponse:
    """Who is to look out for symptoms until when; who may be a case by now is shown beside."""
    found = surroundings.watched(request.staff.organisation.pk, on=timezone.localdate())
    acting.record_list(request, "contacts", [one.contact.case for one in found])
    return render(request, "outbreak/contacts/watched.html", {"found": found})


@staff_required(*CENTRE)
@require_POST
def became(request: StaffRequest, number: UUID) -> HttpResponse:
    contact = surroundings.contact_of(request.staff.organisation.pk, number)
    if contact is None:
        raise Http404
    case = acting.found(request, number_in(request.POST.get("case", "")))
    acting.tell(
        request,
        lambda: acts.note_became(contact=contact, case=case, by=request.staff, now=timezone.now()),
        _("患者になったことを記録しました。"),
    )
    return redirect("outbreak:contacts")


@staff_required(*CENTRE)
@require_safe
def clusters(request: StaffRequest) -> HttpResponse:
    found = surroundings.clusters(request.staff.organisation.pk)
    rows = [
        Row(
            cells=[
                Cell(text=one.name, href=reverse("outbreak:cluster", args=[one.public_id])),
                str(Setting(one.setting).label),
                getattr(one, "cases", 0),
                long_date(last, weekday=False) if (last := getattr(one, "last_on", None)) else "—",
            ]
        )
        for one in found
    ]
    heads = (_("クラスターの名前"), _("接触した場面"), _("患者の数"), _("最後の届出日"))
    table = Table(
        id="clusters",
        caption=_("クラスター"),
        columns=[Column(label=one) for one in heads],
        rows=rows,
        empty_title=_("クラスターはありません"),
        empty_text=_("患者のページの「接触者・搬送・宿泊」から登録すると、ここに並びます。"),
    )
    return render(request, "outbreak/contacts/clusters.html", {"table": table})


@staff_required(*CENTRE)
@require_safe
def cluster(request: StaffRequest, number: UUID) -> HttpResponse:
    found = _cluster(request, number)
    members = surroundings.members(found)
    acting.record_list(request, "cluster", members)
    return render(request, "outbreak/contacts/cluster.html", {"cluster": found, "members": members})


@staff_required(*CENTRE)
@require_POST
def leave_cluster(request: StaffRequest, number: UUID) -> HttpResponse:
    found = _cluster(request, number)
    case = acting.found(request, number_in(request.POST.get("case", "")))
    acting.tell(
        request,
        lambda: acts.leave_cluster(cluster=found, case=case, by=request.staff, now=timezone.now()),
        _("クラスターから外しました。"),
    )
    return redirect("outbreak:cluster", number)


def _cluster(request: StaffRequest, number: UUID) -> Cluster:
    found = surroundings.cluster_of(request.staff.organisation.pk, number)
    if found is None:
        raise Http404
    return found
