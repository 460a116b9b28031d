"""Authenticator apps, passkeys and recovery codes: allauth's pages in our words, and the way to them for staff."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.views import AddWebAuthnView
from django import forms
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from naniwa.kernel.people.access import PersonRequest, person_required
from naniwa.kernel.people.second_factor import second_factor_used
from naniwa.web.clients import local_path

WANTED = "after_second_factor"


@never_cache
@require_GET
@person_required
def second_factor(request: PersonRequest) -> HttpResponse:
    """Lead a member of staff to use the device, or to set one up first."""
    if second_factor_used(request.user, request.session):
        return redirect(local_path(request) or request.session.pop(WANTED, "") or "start")
    if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
        return redirect_to_login(request.get_full_path(), reverse("mfa_reauthenticate"))
    if is_mfa_enabled(request.user, [Authenticator.Type.WEBAUTHN]):
        return redirect_to_login(request.get_full_path(), reverse("mfa_reauthenticate_webauthn"))
    if local_path(request):
        request.session[WANTED] = local_path(request)
    return render(request, "web/account/set_up_device.html")


class SetUp:
    """Having set up a device is having used it; staff then go on to what they wanted."""

    request: HttpRequest

    def form_valid(self, form: forms.Form) -> HttpResponse:
        kind = form.__class__.__name__
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc] # mixed into allauth's views
        record_authentication(self.request, self.request.user, "mfa", type=kind, reauthenticated=True)
        return response


class SetUpApp(SetUp, ActivateTOTPView):  # type: ignore[misc] # allauth has no types
    """Scan a code with an authenticator app and type what it shows."""


class SetUpPasskey(SetUp, AddWebAuthnView):  # type: ignore[misc] # allauth has no types
    """Let the browser make a passkey or use a security key."""
