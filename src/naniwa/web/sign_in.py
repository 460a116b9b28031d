"""Opening a session for a person who proved who they are; allauth asks for the second factor where one is set up."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from naniwa.kernel.people.models import Person


def open_session(request: HttpRequest, person: Person, *, method: str, next_path: str = "") -> HttpResponse:
    """Sign in and go on to `next_path`, by way of the second factor if the person has one.

    The session gets a new id, and whoever was signed in before is signed out.
    """
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, person, method=method, reauthenticated=True)
    login = Login(user=person, redirect_url=next_path or None)
    response: HttpResponse = perform_login(request, login)
    return response
