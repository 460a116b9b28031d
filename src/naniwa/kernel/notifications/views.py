"""The staff page of messages that did not arrive and of letters to print."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Entry
from naniwa.kernel.audit.models import Kind
from naniwa.kernel.notifications import letters, operations, queries
from naniwa.kernel.notifications.models import Message
from naniwa.kernel.notifications.pages import filters, page_of
from naniwa.kernel.people.access import StaffRequest, staff_required

HANDLED = ("printed", "telephoned", "none_needed")
PURPOSE = "enquiry"


@require_safe
@staff_required()
def undelivered(request: StaffRequest) -> HttpResponse:
    """What waits, oldest first; looking at the list is recorded."""
    page = page_of(request.GET)
    audit.record_read(
        "notifications.list",
        by=request.staff,
        target="notifications",
        subject=None,
        purpose=PURPOSE,
        now=timezone.now(),
    )
    context = {
        "page": page,
        "filters": filters(page.state, reverse("notifications:undelivered")),
        "now": timezone.now(),
    }
    return render(request, "notifications/undelivered.html", context)


@require_POST
@staff_required()
def act(request: StaffRequest) -> HttpResponse:
    """Print, send anew or take off the list what was selected."""
    chosen, now = _chosen(request), timezone.now()
    what = request.POST.get("act", "")
    if not chosen:
        flash.warning(request, _("対応する通知を選んでください。"))
    elif what == "print":
        return _print(request, chosen, now)
    elif what == "send_anew":
        _send_anew(request, chosen, now)
    elif what in HANDLED:
        count = operations.handle(chosen, by=request.staff, now=now, how=what)
        flash.success(request, _count(count))
    return _back(request)


def _print(request: StaffRequest, chosen: Sequence[UUID], now: datetime) -> HttpResponse:
    waiting = queries.letters(chosen)
    if not waiting:
        flash.warning(request, _("選んだ中に、郵送する通知はありません。"))
        return _back(request)
    audit.record_many(_looked_at(message, request, now) for message in waiting)
    response = HttpResponse(letters.batch(waiting, now=now), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="letters-{now:%Y%m%d-%H%M}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _send_anew(request: StaffRequest, chosen: Sequence[UUID], now: datetime) -> None:
    """Letters are already on paper's way; only mails go again. Two clerks may press at once: the first one counts."""
    count = 0
    for message in queries.mails_to_handle(chosen):
        try:
            operations.send_anew(message.pk, by=request.staff, now=now)
        except operations.NotToHandle:
            continue
        count += 1
    flash.success(
        request, ngettext("%(count)s件を送り直します。", "%(count)s件を送り直します。", count) % {"count": count}
    )


def _looked_at(message: Message, request: StaffRequest, now: datetime) -> Entry:
    return Entry(
        action="notifications.letters", kind=Kind.READ, by=request.staff, target=message, purpose=PURPOSE, now=now
    )


def _chosen(request: HttpRequest) -> list[UUID]:
    return [UUID(text) for text in request.POST.getlist("selected") if _is_number(text)]


def _is_number(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _count(count: int) -> str:
    return ngettext("%(count)s件を対応済みにしました。", "%(count)s件を対応済みにしました。", count) % {"count": count}


def _back(request: HttpRequest) -> HttpResponseRedirect:
    state = request.POST.get("state", "")
    query = f"?state={state}" if state in {each.value for each in queries.TO_HANDLE} else ""
    return redirect(reverse("notifications:undelivered") + query)
