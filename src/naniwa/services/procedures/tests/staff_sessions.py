"""A browser in which a member of staff has signed in with a device."""

from allauth.account.internal.flows import login
from django.test import Client

from naniwa.kernel.people.models import Person


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "totp", "at": 0.0}]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)  # noqa: SLF001 - as allauth leaves it
    session.save()
    return client
