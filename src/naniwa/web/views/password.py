"""Signing in by e-mail address and password; for staff a device follows."""

from datetime import timedelta

from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from naniwa.kernel.people import limits
from naniwa.kernel.people.models import Person
from naniwa.web.clients import client_address, local_path
from naniwa.web.forms.sign_in import PasswordForm
from naniwa.web.sign_in import open_session

BY_CLIENT = limits.Rule("password, by client", 200, timedelta(minutes=10))
BY_ADDRESS = limits.Rule("password, by address", 10, timedelta(minutes=10))


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    return _password(request, "web/sign_in/password.html")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def staff(request: HttpRequest) -> HttpResponse:
    return _password(request, "web/sign_in/staff.html")


def _password(request: HttpRequest, template: str) -> HttpResponse:
    if request.user.is_authenticated and request.method == "GET":
        return redirect(local_path(request) or "start")
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = _check(request, form.cleaned_data["email"], form.cleaned_data["password"])
        if person:
            return open_session(request, person, method="password", next_path=local_path(request))
        form.add_error(None, _("メールアドレスかパスワードが違います。大文字と小文字、全角と半角を確かめてください。"))
    return render(request, template, {"form": form, "next": local_path(request)})


def _check(request: HttpRequest, email: str, typed: str) -> Person | None:
    """Raises TooOften. A success counts against nobody."""
    now = timezone.now()
    limits.consume(BY_CLIENT, client_address(request), now=now)
    limits.consume(BY_ADDRESS, email, now=now)
    person = authenticate(request, email=email, password=typed)
    if isinstance(person, Person):
        limits.give_back(BY_CLIENT, client_address(request))
        limits.forgive(BY_ADDRESS, email)
        return person
    return None
