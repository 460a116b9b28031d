"""Sessions of people, as their sign-in would leave them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from naniwa.kernel.people.models import Person


def session_of(person: "Person", also: Mapping[str, Any] | None = None) -> str:
    """The key of a new session; `also` is put into it."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from naniwa.kernel.people.signing_in import SessionStore

    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = "naniwa.kernel.people.signing_in.Backend"
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.update(dict(also or {}))
    store.create()
    return str(store.session_key)
