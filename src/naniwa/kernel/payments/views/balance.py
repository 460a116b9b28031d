"""Where every approved yen is, by municipality."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from naniwa.kernel.payments.queries import balance
from naniwa.kernel.payments.queries.waiting import procedures
from naniwa.kernel.payments.views.home import READERS
from naniwa.kernel.people.access import StaffRequest, staff_required


@staff_required(*READERS)
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    titles = procedures()
    chosen = request.GET.get("procedure", "")
    procedure = chosen if chosen in titles else next(iter(titles), "")
    rows = balance.balance(procedure)
    context = {
        "rows": rows,
        "total": balance.total(rows),
        "shares": balance.shares(procedure),
        "titles": titles,
        "procedure": procedure,
        "title": titles.get(procedure, ""),
        "now": timezone.now(),
    }
    return render(request, "payments/balance.html", context)
