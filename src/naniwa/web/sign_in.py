"""Opening a session for a person who proved who they are; allauth asks for the second factor where one is set up."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.signals import authentication_step_completed
from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from naniwa.kernel.people.models import Person


@receiver(authentication_step_completed)
def lift_session(*, request: HttpRequest, method: str, **_others: object) -> None:
    """Give a session that becomes more than it was, by the second factor, a new key: an earlier listener holds nothing.

    Called by allauth whenever somebody proved who they are; who is not signed in yet gets a new key at sign-in.
    """
    if method != "mfa" or not request.user.is_authenticated:
        return
    before = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


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
