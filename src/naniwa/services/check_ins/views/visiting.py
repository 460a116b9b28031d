"""Somebody scans a code, types an address and is done; who let the phone remember it presses once."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from naniwa.kernel.people import limits
from naniwa.kernel.people.clients import client_address
from naniwa.library.typed import number_in
from naniwa.services.check_ins.forms import VisitorForm
from naniwa.services.check_ins.models import Venue
from naniwa.services.check_ins.operations import checking_in
from naniwa.services.check_ins.operations.checking_in import Place
from naniwa.services.check_ins.queries import venues
from naniwa.services.check_ins.rules import broken as rules
from naniwa.services.check_ins.rules import wording
from naniwa.services.check_ins.rules.broken import BrokenRule
from naniwa.services.check_ins.views.asked import waited_in
from naniwa.services.check_ins.views.speaking import language_of, speak, words_of

# A stadium's visitors share one address of a mobile network; mails to others are what a flood would be good for.
BY_CLIENT = limits.Rule("check in, by client", 20_000, timedelta(hours=1))
MAILED = limits.Rule("check in with a mail, by client", 2_000, timedelta(hours=1))
REFUSED = {
    rules.Stale: "stale",
    rules.NotOpenYet: "not_open_yet",
    rules.NotThen: "not_then",
    rules.Busy: "busy",
}
"""What the page says to each refusal, by its key."""
COOKIE = "check_in"
KEPT = 60 * 24 * 60 * 60
"""Seconds for which a phone remembers the address: as long as a check-in is kept."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: HttpRequest, code: str, proof: str = "") -> HttpResponse:
    """A number drawn with the page makes one check-in of however many presses and tries."""
    venue = venues.by_code(code)
    if venue is None or not venue.is_open:
        return speak(request, "no_code", {}, status=404)
    known = "" if "other" in request.GET else remembered(request.COOKIES.get(COOKIE, ""))
    form = VisitorForm(_posted(request, known), say=words_of(request), initial={"remember": True})
    if request.method != "POST" or not form.is_valid():
        return _page(request, venue, form, known=known)
    now = timezone.now()
    limits.consume(BY_CLIENT, client_address(request), now=now)
    try:
        _check_in(request, venue, proof, form.cleaned_data["email"])
    except BrokenRule as broken:
        form.add_error(None, words_of(request)[REFUSED[type(broken)]])
        return _page(request, venue, form, known=known)
    response = redirect("check_ins:done", code)
    if form.cleaned_data["remember"]:
        remember(response, form.cleaned_data["email"])
    elif not known:
        response.delete_cookie(COOKIE, path=reverse("check_ins:codes"))
    return response


def _check_in(request: HttpRequest, venue: Venue, proof: str, email: str) -> None:
    now, place = timezone.now(), Place.of(venue)
    checking_in.check_proof(place, proof, now=now)
    mail = _may_mail(request, now)
    row = checking_in.prepare(
        place=place,
        email=email,
        press=number_in(request.POST.get("number", "")),
        language=language_of(request),
        key=checking_in.officer_key(),
        now=now,
        waited=waited_in(request.POST.get("waited", "")),
        mail=mail,
    )
    checking_in.check_in(row, now=now)


def _may_mail(request: HttpRequest, now: datetime) -> bool:
    """Beyond a while's number of mails a client's check-ins count, but nobody hears of them."""
    try:
        limits.consume(MAILED, client_address(request), now=now)
    except limits.TooOften:
        return False
    return True


def _posted(request: HttpRequest, known: str) -> dict[str, str] | None:
    if request.method != "POST":
        return None
    given = {key: str(value) for key, value in request.POST.items()}
    return {**given, "email": known} if known and "email" not in given else given


def _page(request: HttpRequest, venue: Venue, form: VisitorForm, *, known: str) -> HttpResponse:
    context = {
        "venue": venue,
        "form": form,
        "known": words_of(request)["known"].format(address=hidden(known)) if known else "",
        "number": number_in(request.POST.get("number", "")) if form.is_bound else uuid4(),
        "purpose": words_of(request)["purpose"].format(days=settings.CHECK_IN_DAYS),
        "mail": "" if venue.rotating else venues.mail_address(venue),
    }
    return speak(request, "check_in", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def done(request: HttpRequest, code: str) -> HttpResponse:
    venue = venues.by_code(code)
    if venue is None:
        return speak(request, "no_code", {}, status=404)
    return speak(request, "done", {"venue": venue, "when": wording.moment(timezone.now(), language_of(request))})


@require_safe
def codes(_request: HttpRequest) -> HttpResponse:
    """An address that somebody cut short."""
    return redirect("check_ins:qr")


def keep(email: str) -> str:
    """What the phone's cookie says."""
    return _signer().sign(email)


def remembered(cookie: str) -> str:
    """The address again; empty for anything that was not signed here."""
    try:
        return _signer().unsign(cookie) if cookie else ""
    except BadSignature:
        return ""


def remember(response: HttpResponse, email: str) -> None:
    response.set_cookie(
        COOKIE,
        keep(email),
        max_age=KEPT,
        path=reverse("check_ins:codes"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def hidden(email: str) -> str:
    """`taro@example.jp` as `t•••@example.jp`: who looks over a shoulder learns little."""
    local, _at, domain = email.rpartition("@")
    return f"{local[:1]}•••@{domain}"


def _signer() -> Signer:
    return Signer(salt="naniwa.check_ins.remembered", sep="~")
