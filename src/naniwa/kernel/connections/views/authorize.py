"""Somebody is sent here by a service: whether they agree, in plain words, and back with a code."""

from dataclasses import asdict
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.csp import CSP
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from naniwa.kernel.connections import operations, queries
from naniwa.kernel.connections.asking import Asked, Refused, read
from naniwa.kernel.connections.leaving import sid_of
from naniwa.kernel.connections.models import Party
from naniwa.kernel.identity.levels import Level
from naniwa.kernel.identity.sessions import level_in
from naniwa.kernel.people.models import Person, PersonKind
from naniwa.library.sureness import reaches

SALT = "connections.asked"
LASTS = 30 * 60


@never_cache
@require_http_methods(["GET", "POST"])
def authorize(request: HttpRequest) -> HttpResponse:
    """RFC 6749, section 4.1.1; never leads to an address that the service did not register."""
    if request.method == "POST":
        return _answered(request)
    party = queries.party(request.GET.get("client_id", ""))
    if party is None or request.GET.get("redirect_uri", "") not in party.redirect_uris:
        return render(request, "connections/unknown.html", status=400)
    try:
        asked = read({name: str(value) for name, value in request.GET.items()}, allowed=party.scopes)
    except Refused as refused:
        return _back(request.GET["redirect_uri"], error=refused.code, state=request.GET.get("state", ""))
    return _asked(request, party, asked)


def _asked(request: HttpRequest, party: Party, asked: Asked) -> HttpResponse:
    """Sign in, prove more, or agree first; then straight back."""
    person, level = request.user, level_in(request)
    if not isinstance(person, Person) or level == Level.NONE:
        return _refuse_silently(asked, "login_required") or redirect_to_login(request.get_full_path())
    if person.kind == PersonKind.STAFF:
        return render(request, "connections/staff.html", {"party": party}, status=403)
    if not reaches(level, party.level):
        door = f"{reverse('people:prove')}?{urlencode({'level': party.level, 'next': request.get_full_path()})}"
        return _refuse_silently(asked, "interaction_required") or redirect(door)
    held = queries.held(party, person)
    if held and set(asked.scopes) <= set(held.scopes) and not asked.again:
        code = operations.grant(connection=held, asked=asked, level=level, sid=sid_of(request), now=timezone.now())
        return _back(asked.redirect_uri, code=code, state=asked.state)
    return _refuse_silently(asked, "consent_required") or _ask(request, party, asked)


def _ask(request: HttpRequest, party: Party, asked: Asked) -> HttpResponse:
    """The page of consent; its form may lead to the service's own address, and nowhere else."""
    sealed = signing.dumps({"party": str(party.client_id), "asked": asdict(asked), "who": request.user.pk}, salt=SALT)
    context = {"party": party, "scopes": asked.scopes, "sealed": sealed, "person": request.user}
    response = render(request, "connections/consent.html", context)
    parts = urlsplit(asked.redirect_uri)
    leads_to = [CSP.SELF, f"{parts.scheme}://{parts.netloc}"]
    response._csp_config = {**settings.SECURE_CSP, "form-action": leads_to}  # type: ignore[attr-defined] # noqa: SLF001 - as csp_override leaves it
    return response


def _answered(request: HttpRequest) -> HttpResponse:
    """Yes or no, from a page that we made for this person not long ago."""
    try:
        sealed = signing.loads(request.POST.get("asked", ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return render(request, "connections/unknown.html", status=400)
    party = queries.party(sealed["party"])
    asked = Asked(**{**sealed["asked"], "scopes": tuple(sealed["asked"]["scopes"])})
    if party is None or not isinstance(request.user, Person) or request.user.pk != sealed["who"]:
        return render(request, "connections/unknown.html", status=400)
    if request.POST.get("answer") != "yes" or not reaches(level_in(request), party.level):
        return _back(asked.redirect_uri, error="access_denied", state=asked.state)
    now = timezone.now()
    held = operations.connect(party=party, person=request.user, scopes=asked.scopes, now=now)
    code = operations.grant(connection=held, asked=asked, level=level_in(request), sid=sid_of(request), now=now)
    return _back(asked.redirect_uri, code=code, state=asked.state)


def _refuse_silently(asked: Asked, code: str) -> HttpResponse | None:
    return _back(asked.redirect_uri, error=code, state=asked.state) if asked.silent else None


def _back(uri: str, **said: str) -> HttpResponse:
    """To the service, with our name (RFC 9207)."""
    told = {name: value for name, value in said.items() if value} | {"iss": settings.SITE_URL}
    return redirect(f"{uri}{'&' if '?' in uri else '?'}{urlencode(told)}")
