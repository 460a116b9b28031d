"""The clerks' side: the queue, and a conversation with its notes."""

from http import HTTPStatus
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.events import origins
from naniwa.kernel.people.access import NotPermitted, StaffRequest, asks_by_itself, staff_required
from naniwa.kernel.people.models import Person
from naniwa.library.periods import day_of
from naniwa.library.typed import number_in
from naniwa.services.consultation import meetings
from naniwa.services.consultation.forms import HandOverForm, OfferForm, SayForm
from naniwa.services.consultation.models import Conversation
from naniwa.services.consultation.operations import handling, saying
from naniwa.services.consultation.queries import calls, conversations
from naniwa.services.consultation.rules.broken import Closed, NotTaken, TakenByAnother
from naniwa.services.consultation.service import DESK
from naniwa.services.consultation.views import lines
from naniwa.services.consultation.words import refusal


@staff_required(*DESK)
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    queue = conversations.queue(request.staff.organisation.pk, request.staff.person)
    titles = (_("待っている相談"), _("あなたが担当する相談"), _("ほかの職員が担当する相談"), _("終わった相談"))
    found = zip(titles, (queue.waiting, queue.mine, queue.others, queue.closed), strict=True)
    groups = [{"title": title, "talks": talks} for title, talks in found if talks]
    return render(request, "consultation/staff/queue.html", {"groups": groups, "now": timezone.now()})


@staff_required(*DESK)
@require_safe
def one(request: StaffRequest, number: UUID) -> HttpResponse:
    """Reading is recorded; the person sees which office looked."""
    found = find(request, number)
    _record_read(request, found)
    return page(request, found, SayForm())


@staff_required(*DESK)
@require_safe
def of(request: StaffRequest, reference: str) -> HttpResponse:
    """By the number that people know; pages of other services lead here."""
    found = conversations.one_by(request.staff.organisation.pk, reference)
    if found is None:
        raise Http404
    return redirect("consultation:staff_talk", found.public_id)


@asks_by_itself
@staff_required(*DESK)
@require_safe
def log(request: StaffRequest, number: UUID) -> HttpResponse:
    """As the resident's, for the clerk who has it; what comes to the open page is recorded as read, too."""
    found, since = find(request, number), lines.after(request)
    if found.clerk_id != request.staff.person.pk:
        raise NotPermitted
    if found.last_number <= since:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    _record_read(request, found)
    said = lines.lines(found, staff=True, since=since)
    context = {"talk": found, "lines": said, "log_url": "consultation:staff_log"}
    return render(request, "consultation/since.html", context)


@staff_required(*DESK)
@require_POST
def take(request: StaffRequest, number: UUID) -> HttpResponse:
    found = find(request, number)
    lines.tell(
        request,
        lambda: handling.take(conversation=found, by=request.staff, now=timezone.now()),
        _("担当になりました。"),
    )
    return redirect("consultation:staff_talk", number)


@staff_required(*DESK)
@require_POST
def answer(request: StaffRequest, number: UUID) -> HttpResponse:
    found, form, now = find(request, number), SayForm(request.POST, request.FILES), timezone.now()
    try:
        if not form.is_valid() or not lines.said(
            form,
            lambda: saying.answer(conversation=found, words=lines.words_in(request, form), by=request.staff, now=now),
        ):
            return page(request, found, form)
    except (Closed, NotTaken, TakenByAnother) as broken:
        messages.warning(request, refusal(broken))
    return redirect("consultation:staff_talk", number)


@staff_required(*DESK)
@require_POST
def hand_over(request: StaffRequest, number: UUID) -> HttpResponse:
    """To somebody, or with nobody named back into the queue."""
    found, now = find(request, number), timezone.now()
    clerks = _others(request)
    form = HandOverForm(request.POST, clerks=clerks)
    if not form.is_valid():
        return page(request, found, SayForm(), handing=form)
    to, note = clerks.get(form.cleaned_data["to"]), form.cleaned_data["note"]
    lines.tell(
        request,
        lambda: handling.hand_over(conversation=found, to=to, note=note, by=request.staff, now=now),
        _("引き継ぎました。"),
    )
    return redirect("consultation:queue")


@staff_required(*DESK)
@require_POST
def close(request: StaffRequest, number: UUID) -> HttpResponse:
    found = find(request, number)
    lines.tell(
        request,
        lambda: handling.close(conversation=found, by=request.staff, now=timezone.now()),
        _("相談を終えました。"),
    )
    return redirect("consultation:staff_talk", number)


def find(request: StaffRequest, number: UUID) -> Conversation:
    """A conversation of the office that acts. Raises Http404."""
    found = conversations.one_of(request.staff.organisation.pk, number)
    if found is None:
        raise Http404
    return found


def _others(request: StaffRequest) -> dict[str, Person]:
    """The office's other clerks of today, by their public number."""
    clerks = conversations.clerks(request.staff.organisation, on=day_of(timezone.now()))
    return {str(one.public_id): one for one in clerks if one != request.staff.person}


def _record_read(request: StaffRequest, found: Conversation) -> None:
    audit.record_read(
        "consultation.read",
        by=request.staff,
        target=found,
        subject=found.person,
        purpose="consultation",
        now=timezone.now(),
    )


def page(
    request: StaffRequest,
    found: Conversation,
    form: SayForm,
    *,
    handing: HandOverForm | None = None,
    offering: OfferForm | None = None,
) -> HttpResponse:
    context = {
        "talk": found,
        "lines": lines.lines(found, staff=True),
        "notes": conversations.notes(found),
        "form": form,
        "number": number_in(request.POST.get("number", "")),
        "mine": found.clerk_id == request.staff.person.pk and found.state == "open",
        "handing": handing or HandOverForm(clerks=_others(request)),
        "log_url": "consultation:staff_log",
        "case": origins.case_of(found.origin),
        "ways": meetings.offered(),
        "call_number": uuid4(),
        "call": calls.newest(found),
        "minutes": calls.minutes_of(found),
        "offering": offering or OfferForm(initial={"link": found.desk.meeting_link}),
    }
    refused = form.errors or any(one is not None and one.errors for one in (handing, offering))
    return render(request, "consultation/staff/talk.html", context, status=422 if refused else 200)
