"""The auditor's page; looking at it is itself recorded."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from naniwa.kernel.audit import operations, queries
from naniwa.kernel.audit.forms import Search
from naniwa.kernel.people import queries as people
from naniwa.kernel.people.access import StaffRequest, staff_required

LAST_PAGE = 1_000


@require_safe
@staff_required("auditor")
def records(request: StaffRequest) -> HttpResponse:
    """Records of the organisation acted for, narrowed by the query."""
    form = Search(request.GET)
    criteria = form.criteria()
    page = queries.browse(criteria, number=_number(request)) if criteria else None
    if criteria:
        _record_search(request, form)
    context = {"form": form, "page": page, "head": queries.head(), "searching": bool(request.GET)}
    return render(request, "audit/records.html", context)


def _record_search(request: StaffRequest, form: Search) -> None:
    asked = {name: str(value) for name, value in form.cleaned_data.items() if value}
    person = form.cleaned_data.get("person")
    operations.record_read(
        "audit.records",
        by=request.staff,
        target="audit",
        subject=people.by_reference(str(person)) if person else None,
        purpose="audit",
        now=timezone.now(),
        asked=asked,
    )


def _number(request: StaffRequest) -> int:
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= len(str(LAST_PAGE)) else 1
    return min(max(number, 1), LAST_PAGE)
