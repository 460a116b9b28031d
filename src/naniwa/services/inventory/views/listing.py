"""The list of procedures, and confirming several of them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from naniwa.design.tables import page_number
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.typed import known_number
from naniwa.services.inventory.models import Procedure
from naniwa.services.inventory.operations import confirming
from naniwa.services.inventory.queries import keeping, listing
from naniwa.services.inventory.queries.listing import Selection
from naniwa.services.inventory.views import lists

MOST_AT_ONCE = 500


@staff_required()
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    """Two queries whatever is asked for: the page, and the counts of its filters."""
    office, selection, number = (
        request.staff.organisation.pk,
        Selection.of(request.GET.dict()),
        page_number(request.GET),
    )
    departments = keeping.departments_of(office)
    kept = [department for department in departments if keeping.keeps(request.staff, department)]
    counts = listing.counts(selection, organisation_id=office)
    back = "?" + request.GET.urlencode() if request.GET else ""
    table = lists.table(
        listing.page(selection, organisation_id=office, number=number),
        selection,
        counts,
        request.GET,
        number=number,
        departments={department.code: department.name for department in departments},
        select_url=reverse("inventory:confirm_many") + back if kept else "",
    )
    context = {
        "table": table,
        "selection": selection,
        "any": bool(sum(counts["state"].values()) or selection.filters),
        "may_add": keeping.leads(request.staff) or bool(kept),
        "query": request.GET.urlencode(),
    }
    return render(request, "inventory/list.html", context)


@staff_required()
@require_POST
def confirm_many(request: StaffRequest) -> HttpResponse:
    """The ticked rows, or all of the selection; those of other departments are passed over."""
    office = request.staff.organisation.pk
    if request.POST.get("select_all"):
        found = listing.select(Selection.of(request.GET.dict()), organisation_id=office)
    else:
        numbers = [number for text in request.POST.getlist("selected")[:MOST_AT_ONCE] if (number := known_number(text))]
        found = Procedure.objects.filter(organisation_id=office, public_id__in=numbers)
    done = confirming.confirm_many(ids=list(found.values_list("pk", flat=True)), by=request.staff, now=timezone.now())
    said = ngettext("%(n)s件を確認済みにしました。", "%(n)s件を確認済みにしました。", done.confirmed) % {
        "n": done.confirmed
    }
    if done.passed_over:
        said += _("%(n)s件は、ほかの課の手続か、確認済みか、削除したものです。") % {"n": done.passed_over}
    messages.success(request, said)
    query = request.GET.urlencode()
    return redirect(reverse("inventory:list") + (f"?{query}" if query else ""))
