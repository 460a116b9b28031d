"""Finding a desk and writing to it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from naniwa.kernel.events import origins
from naniwa.kernel.people import limits
from naniwa.kernel.people.access import NotPermitted, PersonRequest, person_required
from naniwa.kernel.people.models import PersonKind
from naniwa.library.typed import number_in
from naniwa.services.consultation.forms import LONGEST_SUBJECT, BeginForm
from naniwa.services.consultation.models import Conversation, Desk
from naniwa.services.consultation.operations import saying
from naniwa.services.consultation.queries import conversations
from naniwa.services.consultation.queries import desks as found_desks
from naniwa.services.consultation.views import lines

CARRIED = ("origin", "about")


@require_safe
def desks(request: HttpRequest) -> HttpResponse:
    """The desks of the office that the page before was about, or every desk; and what the person has going on."""
    everyone = found_desks.open_desks()
    there = [one for one in everyone if one.organisation.code == request.GET.get("office", "")]
    context = {
        "desks": there or everyone,
        "more": bool(there) and len(there) < len(everyone),
        "own": conversations.own(request.user) if request.user.is_authenticated else [],
        "carried": urlencode({key: request.GET[key] for key in CARRIED if key in request.GET}),
    }
    return render(request, "consultation/desks.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@person_required
def begin(request: PersonRequest, number: UUID) -> HttpResponse:
    """A number drawn with the form begins one conversation of however many presses."""
    desk = found_desks.open_desk(number)
    if desk is None:
        raise Http404
    if request.user.kind == PersonKind.STAFF:
        raise NotPermitted
    about = {"subject": request.GET.get("about", "")[:LONGEST_SUBJECT]}
    form = BeginForm(request.POST, request.FILES) if request.method == "POST" else BeginForm(initial=about)
    if request.method == "POST" and form.is_valid() and (made := _begun(request, desk, form)):
        return redirect("consultation:talk", made.public_id)
    return _page(request, desk, form)


def _begun(request: PersonRequest, desk: Desk, form: BeginForm) -> Conversation | None:
    """None where it could not be begun; then the form knows why."""
    made: list[Conversation] = []
    now = timezone.now()
    limits.consume(lines.BEGINNING, str(request.user.pk), now=now)
    lines.said(
        form,
        lambda: made.append(
            saying.begin(
                desk=desk,
                subject=form.cleaned_data["subject"],
                words=lines.words_in(request, form),
                by=request.user,
                language=get_language() or "ja",
                origin=_origin(request),
                now=now,
            )
        ),
    )
    return made[0] if made else None


def _origin(request: HttpRequest) -> str:
    """The word that led here, which the form's address carries on."""
    return origins.read(request.GET.get("origin", ""))


def _page(request: PersonRequest, desk: Desk, form: BeginForm) -> HttpResponse:
    context = {
        "desk": desk,
        "form": form,
        "case": origins.case_of(_origin(request)),
        "number": number_in(request.POST.get("number", "")),
    }
    return render(request, "consultation/begin.html", context, status=422 if form.errors else 200)
