"""The code of an authenticator, counted and used once across all web processes."""

from datetime import timedelta

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from naniwa.kernel.people import limits

BY_PERSON = limits.Rule("authenticator code, by person", 10, timedelta(minutes=10))
ONCE = limits.Rule("authenticator code, each", 1, timedelta(minutes=2))
TOO_MANY = _("番号の入力が多すぎます。10分ほど待ってから、もう一度お試しください。")
WRONG = _("番号が違います。アプリに今表示されている6けたの番号を入力してください。")
USED = _("この番号は一度使われました。次の番号が表示されるまで30秒ほどお待ちください。")


def _code(help_text: StrOrPromise) -> forms.CharField:
    return forms.CharField(
        label=_("番号"),
        max_length=20,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": _("番号を入力してください。")},
    )


class Counted(forms.Form):
    """allauth counts in memory, so each process apart; this counts in the database as well."""

    code = _code(_("認証アプリに表示されている6けたの番号です。予備の番号も使えます。"))

    def clean_code(self) -> str:
        now = timezone.now()
        try:
            limits.consume(BY_PERSON, str(self.user.pk), now=now)  # type: ignore[attr-defined] # set by allauth's form
        except limits.TooOften as error:
            raise forms.ValidationError(TOO_MANY) from error
        try:
            code: str = super().clean_code()  # type: ignore[misc] # allauth's form
        except forms.ValidationError as error:
            raise forms.ValidationError(WRONG) from error
        self._once(code)
        limits.forgive(BY_PERSON, str(self.user.pk))  # type: ignore[attr-defined] # as above
        return code

    def _once(self, code: str) -> None:
        try:
            limits.consume(ONCE, f"{self.user.pk} {code}", now=timezone.now())  # type: ignore[attr-defined] # as above
        except limits.TooOften as error:
            raise forms.ValidationError(USED) from error


class DeviceCodeForm(Counted, AuthenticateForm):  # type: ignore[misc] # allauth has no types
    """Asked after the password."""


class AgainForm(Counted, ReauthenticateForm):  # type: ignore[misc] # allauth has no types
    """Asked again before devices are changed, and to make a session a staff session."""


class SetUpForm(Counted, ActivateTOTPForm):  # type: ignore[misc] # allauth has no types
    """The first code, which shows that the app was set up."""

    code = _code(_("登録のあと、アプリに表示された6けたの番号です。"))


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc] # allauth has no types
    """A new passkey or security key and what its owner calls it."""

    name = forms.CharField(label=_("名前"), required=False, max_length=100, help_text=_("例：仕事用のスマートフォン"))
    passwordless = forms.BooleanField(
        label=_("次から、パスワードなしでこのパスキーだけでログインする"), required=False, initial=True
    )


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc] # allauth has no types
    """What its owner calls a passkey."""

    name = forms.CharField(label=_("名前"), max_length=100)
