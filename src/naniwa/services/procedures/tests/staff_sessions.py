"""A browser in which a member of staff has signed in with a device."""

from allauth.account.internal.flows import login
from django.test import Client

from naniwa.kernel.people.models import Person


def signed_in(person: Person) -> Client:
    client = Client()
    let_in(client, person)
    return client


def let_in(client: Client, person: Person) -> None:
    """Sign in where somebody may have been before."""
    client.force_login(person)
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "totp", "at": 0.0}]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)  # noqa: SLF001 - as allauth leaves it
    session.save()
