"""Whether a session was opened with a device, read from allauth's records in it."""

from allauth.account.internal.flows import login
from django.contrib.sessions.backends.base import SessionBase

from naniwa.kernel.people.models import Person


def second_factor_used(person: Person, session: SessionBase) -> bool:
    """True after TOTP, a passkey or a recovery code; the demo's door leaves a record of its own kind."""
    if session.get(login._AUTHENTICATION_METHODS_USER_SESSION_KEY) != str(person.pk):  # noqa: SLF001 - allauth has no reader without a request
        return False
    records = session.get(login.AUTHENTICATION_METHODS_SESSION_KEY) or []
    return any(record.get("method") == "mfa" for record in records)
