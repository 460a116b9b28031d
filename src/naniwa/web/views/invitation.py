"""A member of staff sets a password: invited by an administrator, or having forgotten it."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from naniwa.kernel.people import limits, queries
from naniwa.kernel.people import operations as people
from naniwa.kernel.people.models import PersonKind, Purpose
from naniwa.web import mail
from naniwa.web.clients import client_address
from naniwa.web.forms.account import NewPasswordForm
from naniwa.web.forms.sign_in import AddressForm
from naniwa.web.sign_in import open_session

BY_CLIENT = limits.Rule("ask for an invitation, by client", 30, timedelta(hours=1))
BY_ADDRESS = limits.Rule("ask for an invitation, by address", 3, timedelta(hours=1))


@never_cache
@require_http_methods(["GET", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """The same answer for every address; only staff are written to."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now, email = timezone.now(), form.cleaned_data["email"]
        limits.consume(BY_CLIENT, client_address(request), now=now)
        limits.consume(BY_ADDRESS, email, now=now)
        person = queries.by_email(email)
        if person and person.kind == PersonKind.STAFF and person.is_active:
            issued = people.issue(purpose=Purpose.INVITATION, email=email, person=person, now=now)
            mail.send_invitation(issued, language=get_language() or "ja", now=now)
        return render(request, "web/sign_in/forgotten_sent.html", {"email": email})
    return render(request, "web/sign_in/forgotten.html", {"form": form})


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        link = people.peek(purpose=Purpose.INVITATION, token=token, now=now)
    except people.LinkNotValid:
        return render(request, "web/sign_in/invitation_not_valid.html", status=410)
    person = link.person
    if person is None or not person.is_active:
        return render(request, "web/sign_in/closed.html", status=403)
    form = NewPasswordForm(request.POST or None, person=person, ask_current=False)
    if request.method == "POST" and form.is_valid():
        people.use(purpose=Purpose.INVITATION, token=token, now=now)
        people.change_password(person=person, password=form.cleaned_data["password"])
        return open_session(request, person, method="password")
    return render(request, "web/sign_in/invitation.html", {"form": form, "person": person})
