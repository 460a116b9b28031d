"""Sessions and people as each request looks them up: as Django and allauth do it, by statements written once."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models.functions import Now

from naniwa.kernel.organisations.statements import Statement
from naniwa.kernel.people.models import Person


class SessionStore(db.SessionStore):
    """Sessions in the database."""

    def _get_session_from_db(self) -> Session | None:
        found = _session.first(str(self.session_key))
        if found is None:
            self._session_key = None
        return found


class Backend(AuthenticationBackend):  # type: ignore[misc] # allauth has no types
    """Signs in by allauth's rules."""

    def get_user(self, user_id: int) -> Person | None:
        """Who is signed in; None if they may not be any more."""
        person = _person.first(user_id)
        return person if person and self.user_can_authenticate(person) else None


_session = Statement(lambda key: Session.objects.filter(session_key=key, expire_date__gt=Now()))
_person = Statement(lambda number: Person.objects.filter(pk=number))
