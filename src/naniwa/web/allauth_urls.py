"""The names that allauth looks up, each at our address: signing in leads to our pages, devices to allauth's views."""

from allauth.account.views import ReauthenticateView
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp.views import deactivate_totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, reverse_lazy
from django.views.generic import RedirectView, TemplateView

from naniwa.web.views.devices import SetUpApp, SetUpPasskey
from naniwa.web.views.sessions import sign_out

urlpatterns = [
    path(
        "login/",
        RedirectView.as_view(url=reverse_lazy("people:staff_sign_in"), query_string=True),
        name="account_login",
    ),
    path("logout/", sign_out, name="account_logout"),
    path("inactive/", TemplateView.as_view(template_name="web/sign_in/closed.html"), name="account_inactive"),
    path("again/", ReauthenticateView.as_view(), name="account_reauthenticate"),
    path("devices/", mfa.index, name="mfa_index"),
    path("devices/check/", mfa.authenticate, name="mfa_authenticate"),
    path("devices/check-again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("devices/app/", SetUpApp.as_view(), name="mfa_activate_totp"),
    path("devices/app/remove/", deactivate_totp, name="mfa_deactivate_totp"),
    path("devices/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("devices/recovery-codes/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "devices/recovery-codes/download/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"
    ),
    path("devices/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("devices/passkeys/add/", SetUpPasskey.as_view(), name="mfa_add_webauthn"),
    path("devices/passkeys/check-again/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("devices/passkeys/sign-in/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("devices/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("devices/passkeys/<int:pk>/edit/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
]
