"""Proving who one is: the page that says why and how, the way to a provider and back, and the cards that are tied."""

from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from naniwa.kernel.identity import operations as identities
from naniwa.kernel.identity import queries
from naniwa.kernel.identity.levels import Level
from naniwa.kernel.identity.providers import (
    Cancelled,
    IdentityProvider,
    NotProven,
    Proof,
    Unavailable,
    offered,
    provider,
)
from naniwa.kernel.identity.providers.card import CARDS, CardReader
from naniwa.kernel.identity.sessions import level_in, note_electronic
from naniwa.kernel.people.access import PersonRequest, person_required
from naniwa.kernel.people.models import PersonKind
from naniwa.library.registry import NotRegistered
from naniwa.web.clients import local_path
from naniwa.web.sign_in import open_session
from naniwa.web.views.devices import WANTED

BEGUN = "identity_begun"


@never_cache
@require_GET
@person_required
def prove(request: PersonRequest) -> HttpResponse:
    """Why more proof is asked for, and each way to give it; what was typed waits at `next`."""
    asked = request.GET.get("level", Level.PASSKEY)
    if asked not in {Level.PASSKEY, Level.ELECTRONIC}:
        raise Http404
    request.session[WANTED] = local_path(request)
    context = {
        "asked": asked,
        "next": local_path(request),
        "providers": offered(),
        "has_passkey": Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN).exists(),
        "reached": level_in(request),
    }
    return render(request, "web/identity/prove.html", context)


@never_cache
@require_GET
def begin(request: HttpRequest, key: str) -> HttpResponse:
    """Lead to a provider; only the session is written to, so a link may lead here."""
    chosen = _chosen(key)
    try:
        begun = chosen.begin(back=_back(key), language=get_language() or "ja", now=timezone.now())
    except (Unavailable, NotProven):
        return _not_proven(request, "away", local_path(request), status=503)
    request.session[BEGUN] = {"key": key, "kept": begun.kept, "next": local_path(request)}
    return redirect(begun.url)


@never_cache
@require_http_methods(["GET", "POST"])
def come_back(request: HttpRequest, key: str) -> HttpResponse:
    """From the provider, with proof or without."""
    begun: dict[str, Any] = request.session.pop(BEGUN, {})
    if begun.get("key") != key:
        return _not_proven(request, "stale", "")
    sent = {name: str(value) for name, value in (*request.GET.items(), *request.POST.items())}
    try:
        proof = _chosen(key).finish(kept=begun["kept"], sent=sent, back=_back(key), now=timezone.now())
    except Cancelled:
        return _not_proven(request, "cancelled", begun["next"], status=200)
    except NotProven:
        return _not_proven(request, "refused", begun["next"])
    except Unavailable:
        return _not_proven(request, "away", begun["next"], status=503)
    return _proven(request, key, proof, begun["next"])


def _proven(request: HttpRequest, key: str, proof: Proof, onward: str) -> HttpResponse:
    """Tie the card to who is signed in, or sign in whose it is."""
    person, now = request.user, timezone.now()
    if person.is_authenticated and level_in(request) != Level.NONE:
        if person.kind == PersonKind.STAFF:
            return render(request, "web/sign_in/closed.html", {"staff": True}, status=403)
        try:
            identities.link(person=person, provider=key, proof=proof, now=now)
        except identities.BelongsToAnother:
            return _not_proven(request, "anothers", onward, status=409)
        note_electronic(request, person, provider=key)
        messages.success(request, _("本人であることを確かめました。"))
        return redirect(onward or "people:cards")
    found = identities.recognise(provider=key, proof=proof, language=get_language() or "ja", now=now).person
    if not found.is_active or found.kind == PersonKind.STAFF:
        return render(request, "web/sign_in/closed.html", {"staff": found.kind == PersonKind.STAFF}, status=403)
    return open_session(request, found, method="electronic", next_path=onward or reverse("start"))


def _not_proven(request: HttpRequest, why: str, onward: str, *, status: int = 403) -> HttpResponse:
    return render(request, "web/identity/not_proven.html", {"why": why, "next": onward}, status=status)


@never_cache
@require_GET
def test_card(request: HttpRequest) -> HttpResponse:
    """The page of the stand-in for a card reader; there is none where it is not offered."""
    _chosen(CardReader.key)
    context = {"cards": CARDS, "state": request.GET.get("state", ""), "back": _path(CardReader.key)}
    return render(request, "web/identity/test_card.html", context)


@never_cache
@require_GET
@person_required
def cards(request: PersonRequest) -> HttpResponse:
    """The cards that are tied to one's account."""
    titles = {one.key: one.title for one in offered()}
    rows = [(link, titles.get(link.provider, link.provider)) for link in queries.links(request.user)]
    return render(request, "web/identity/cards.html", {"rows": rows, "providers": offered()})


@require_POST
@person_required
def unlink(request: PersonRequest, number: UUID) -> HttpResponse:
    """Pressed twice, the second time finds nothing left to do."""
    identities.unlink(person=request.user, number=number, now=timezone.now())
    messages.success(request, _("登録を解除しました。"))
    return redirect("people:cards")


def _chosen(key: str) -> IdentityProvider:
    try:
        return provider(key)
    except NotRegistered as unknown:
        raise Http404 from unknown


def _path(key: str) -> str:
    return reverse("people:identity_back", args=[key])


def _back(key: str) -> str:
    return f"{settings.SITE_URL}{_path(key)}"
