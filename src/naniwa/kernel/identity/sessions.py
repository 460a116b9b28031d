"""What a session knows of the person in it, read from allauth's records; and the session of a guest."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import login
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse  # noqa: TID251 - opens sessions

from naniwa.kernel.identity.levels import Level
from naniwa.kernel.people import limits
from naniwa.kernel.people.models import Person

GUEST, ELECTRONIC = "guest", "electronic"
PASSKEYS = frozenset({"webauthn", "PasskeyForm"})
"""How the use of a passkey is recorded, and its being set up."""
# A school or a town hall has one address for many.
GUESTS = limits.Rule("begin without signing in, by client", 300, timedelta(hours=1))


def level_in(request: HttpRequest) -> Level:
    """The surest proof that this session holds; NONE for who is not signed in."""
    person = request.user
    if not person.is_authenticated:
        return Level.NONE
    own = request.session.get(login._AUTHENTICATION_METHODS_USER_SESSION_KEY) == str(person.pk)  # noqa: SLF001 - as people.second_factor
    return level_of(request.session.get(login.AUTHENTICATION_METHODS_SESSION_KEY) or [] if own else [])


def level_of(records: Iterable[Mapping[str, Any]]) -> Level:
    """The surest of allauth's records; who is signed in without any came by the address of e-mail."""
    found = {str(record.get("method")) for record in records}
    kinds = {str(record.get("type")) for record in records if record.get("method") == "mfa"}
    if ELECTRONIC in found:
        return Level.ELECTRONIC
    if kinds & PASSKEYS:
        return Level.PASSKEY
    return Level.NONE if found == {GUEST} else Level.EMAIL


def enter_as_guest(request: HttpRequest, *, language: str, next_path: str, now: datetime) -> HttpResponse:
    """Open a session for somebody who says nothing of who they are. Raises TooOften."""
    limits.consume(GUESTS, get_adapter().get_client_ip(request), now=now)
    guest = Person.objects.create(email=None, language=language, password="!", created_at=now)  # noqa: S106 - no password fits it
    login.record_authentication(request, guest, method=GUEST)
    response: HttpResponse = login.perform_login(request, Login(user=guest, redirect_url=next_path))
    return response


def note_electronic(request: HttpRequest, person: Person, *, provider: str) -> None:
    """The session has been proved electronically from now on, and gets a new key: an earlier listener holds nothing."""
    login.record_authentication(request, person, method=ELECTRONIC, provider=provider, reauthenticated=True)
