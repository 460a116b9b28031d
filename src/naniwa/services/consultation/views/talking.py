"""The resident's side of a conversation."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naniwa.kernel.events import origins
from naniwa.kernel.people import limits
from naniwa.kernel.people.access import PersonRequest, person_required
from naniwa.library.typed import number_in
from naniwa.services.consultation.forms import SayForm
from naniwa.services.consultation.models import Conversation
from naniwa.services.consultation.operations import handling, saying, transcripts
from naniwa.services.consultation.queries import conversations
from naniwa.services.consultation.rules.broken import Closed
from naniwa.services.consultation.views import lines
from naniwa.services.consultation.words import refusal


@never_cache
@require_safe
@person_required
def show(request: PersonRequest, number: UUID) -> HttpResponse:
    return _page(request, find(request, number), SayForm())


@never_cache
@require_safe
@person_required
def of(request: PersonRequest, reference: str) -> HttpResponse:
    """The conversation by the number that people know; pages of other services lead here."""
    mine = conversations.own_of(request.user, reference)
    if mine is None:
        raise Http404
    return redirect("consultation:talk", mine.public_id)


@never_cache
@require_safe
@person_required
def log(request: PersonRequest, number: UUID) -> HttpResponse:
    """What an open page asks for: what was said since, or nothing (204)."""
    own, since = find(request, number), lines.after(request)
    if own.last_number <= since:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    said = lines.lines(own, staff=False, since=since)
    return render(request, "consultation/since.html", {"talk": own, "lines": said, "log_url": "consultation:log"})


@never_cache
@require_POST
@person_required
def say(request: PersonRequest, number: UUID) -> HttpResponse:
    own, form, now = find(request, number), SayForm(request.POST, request.FILES), timezone.now()
    limits.consume(lines.SAYING, str(request.user.pk), now=now)
    try:
        if not form.is_valid() or not lines.said(
            form,
            lambda: saying.say(conversation=own, words=lines.words_in(request, form), by=request.user, now=now),
        ):
            return _page(request, own, form)
    except Closed as closed:
        messages.warning(request, refusal(closed))
    return redirect("consultation:talk", number)


@never_cache
@require_POST
@person_required
def close(request: PersonRequest, number: UUID) -> HttpResponse:
    own = find(request, number)
    lines.tell(
        request,
        lambda: handling.close(conversation=own, by=request.user, now=timezone.now()),
        _("相談を終えました。"),
    )
    return redirect("consultation:talk", number)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@person_required
def offer(request: PersonRequest, number: UUID) -> HttpResponse:
    """What it is used for stands on the page; the button is the consent."""
    own = find(request, number)
    if request.method == "POST":
        lines.tell(
            request,
            lambda: transcripts.offer(conversation=own, by=request.user, now=timezone.now()),
            _("相談の記録を申請に付けました。"),
        )
    elif _may_offer(own):
        context = {"talk": own, "case": origins.case_of(own.origin), "purpose": transcripts.PURPOSE}
        return render(request, "consultation/offer.html", context)
    return redirect("consultation:talk", number)


def find(request: PersonRequest, number: UUID) -> Conversation:
    """The person's conversation. Raises Http404 for anybody else's, as for one that does not exist."""
    own = conversations.own_one(request.user, number)
    if own is None:
        raise Http404
    return own


def _may_offer(own: Conversation) -> bool:
    return bool(origins.case_of(own.origin)) and own.state == "closed" and own.offered_at is None


def _page(request: PersonRequest, own: Conversation, form: SayForm) -> HttpResponse:
    context = {
        "talk": own,
        "lines": lines.lines(own, staff=False),
        "form": form,
        "number": number_in(request.POST.get("number", "")),
        "log_url": "consultation:log",
        "case": origins.case_of(own.origin),
        "may_offer": _may_offer(own),
        "leading": origins.leading(f"consultation:talk:{own.reference}"),
    }
    return render(request, "consultation/talk.html", context, status=422 if form.errors else 200)
