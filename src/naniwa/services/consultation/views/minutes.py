"""Minutes of a call, as a program drafted them, before a clerk saves them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.consultation.forms import MinutesForm
from naniwa.services.consultation.models import Conversation, Minutes
from naniwa.services.consultation.operations import minutes
from naniwa.services.consultation.queries.calls import minutes_of
from naniwa.services.consultation.rules.broken import NoDraft
from naniwa.services.consultation.service import DESK
from naniwa.services.consultation.views import lines
from naniwa.services.consultation.views.staff_calls import mine


@staff_required(*DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, number: UUID) -> HttpResponse:
    talk = mine(request, number)
    found = minutes_of(talk)
    if request.method != "POST":
        return _page(request, talk, found, MinutesForm(initial={"text": found.draft if found else ""}))
    form = MinutesForm(request.POST)
    if not form.is_valid():
        return _page(request, talk, found, form)
    text, now = form.cleaned_data["text"], timezone.now()
    lines.tell(
        request,
        lambda: minutes.save(minutes=_there(found), text=text, by=request.staff, now=now),
        _("記録を保存しました。"),
    )
    return redirect("consultation:staff_talk", number)


@staff_required(*DESK)
@require_POST
def discard(request: StaffRequest, number: UUID) -> HttpResponse:
    found, now = minutes_of(mine(request, number)), timezone.now()
    lines.tell(
        request,
        lambda: minutes.discard(minutes=_there(found), by=request.staff, now=now),
        _("記録の案を捨てました。"),
    )
    return redirect("consultation:staff_talk", number)


def _there(found: Minutes | None) -> Minutes:
    if found is None:
        raise NoDraft
    return found


def _page(request: StaffRequest, talk: Conversation, found: Minutes | None, form: MinutesForm) -> HttpResponse:
    context = {"talk": talk, "minutes": found, "form": form}
    return render(request, "consultation/staff/minutes.html", context, status=422 if form.errors else 200)
