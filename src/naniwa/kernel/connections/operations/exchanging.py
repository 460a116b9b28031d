"""Giving tokens for a code, and telling what a token entitles to."""

import base64
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import jwt
from django.conf import settings
from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.clients.operations.keys import signing_keys
from naniwa.kernel.connections.models import Grant, Party
from naniwa.kernel.connections.operations.digests import digest, new_secret
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person

CODE_LASTS, PASS_LASTS, ID_LASTS = timedelta(minutes=1), timedelta(minutes=15), timedelta(minutes=5)


class CodeNotValid(Exception):
    """Unknown, used, late, of another service, or without its PKCE verifier."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What the service gets; the pass is for the userinfo endpoint."""

    id_token: str
    access_token: str
    scopes: str


def exchange(*, party: Party, code: str, redirect_uri: str, verifier: str, now: datetime) -> Exchanged:
    """Raises CodeNotValid; a code that comes twice also ends the pass of the first time."""
    with transaction.atomic(), as_system():
        granted = _locked(party, code)
        if granted and granted.used_at is not None:
            Grant.objects.filter(pk=granted.pk).update(pass_digest=None)
            granted = None
        if granted and _fits(granted, redirect_uri, verifier, now):
            return _given(party, granted, now)
    raise CodeNotValid


def _locked(party: Party, code: str) -> Grant | None:
    found = Grant.objects.select_for_update(of=("self",)).select_related("connection__person")
    return found.filter(code_digest=digest(code), connection__party=party, connection__ended_at=None).first()


def _fits(granted: Grant, redirect_uri: str, verifier: str, now: datetime) -> bool:
    challenge = base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    in_time = granted.at <= now < granted.at + CODE_LASTS
    return in_time and granted.redirect_uri == redirect_uri and hmac.compare_digest(granted.challenge, challenge)


def _given(party: Party, granted: Grant, now: datetime) -> Exchanged:
    token, connection = new_secret(), granted.connection
    granted.used_at, granted.pass_digest = now, digest(token)
    granted.save(update_fields=["used_at", "pass_digest"])
    connection.used_at = now
    connection.save(update_fields=["used_at"])
    audit.record_read(
        "connections.told",
        by=None,
        target=party.name,
        subject=connection.person,
        purpose="connections",
        organisation=party.organisation,
        now=now,
        scopes=granted.scopes,
    )
    claims = {
        **about(granted),
        "nonce": granted.nonce,
        "auth_time": int(granted.at.timestamp()),
        "acr": granted.level,
        "sid": granted.sid,
    }
    claims = {name: value for name, value in claims.items() if value != ""}
    return Exchanged(signed(claims, party=party, lasts=ID_LASTS, now=now), token, granted.scopes)


def tell_about(*, token: str, now: datetime) -> dict[str, Any] | None:
    """What the bearer of a pass may know of the person; None if it does not hold."""
    with as_system():
        found = Grant.objects.select_related("connection__person").filter(
            pass_digest=digest(token),
            used_at__gt=now - PASS_LASTS,
            connection__ended_at=None,
            connection__party__stopped_at=None,
            connection__person__is_active=True,
        )
        granted = found.first()
        return about(granted) if granted else None


def about(granted: Grant) -> dict[str, Any]:
    """The subject, and what the scopes of this sign-in add."""
    person: Person = granted.connection.person
    claims: dict[str, Any] = {"sub": str(granted.connection.subject)}
    scopes = granted.scopes.split()
    if "profile" in scopes:
        claims |= {"name": person.name, "locale": person.language}
    if "email" in scopes and person.email:
        claims |= {"email": person.email, "email_verified": True}
    return claims


def signed(claims: dict[str, Any], *, party: Party, lasts: timedelta, now: datetime, kind: str = "JWT") -> str:
    """A token of ours for one service, by the newest key."""
    key, at = signing_keys(now=now)[0], int(now.timestamp())
    issued = {"iss": settings.SITE_URL, "aud": str(party.client_id), "iat": at}
    body = {**claims, **issued, "exp": at + int(lasts.total_seconds())}
    return jwt.encode(body, key.pem, "RS256", {"kid": key.name, "typ": kind})
