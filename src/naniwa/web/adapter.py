"""What allauth asks the platform: no sign-up pages, no mails of its own, our addresses, secrets kept encrypted."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.people.clients import exact_address
from naniwa.kernel.people.models import Person
from naniwa.web.clients import is_local


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """People are registered by a link sent to their address, staff by an administrator."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return exact_address(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - allauth's signature
        return resolve_url("start")

    def is_safe_url(self, url: str | None) -> bool:
        return bool(url) and is_local(url or "")

    def add_message(self, *_args: object, **_kwargs: object) -> None:
        """Our pages say what happened in their own words."""

    def send_mail(self, *_args: object, **_kwargs: object) -> None:
        """Every mail goes through notifications."""


class DeviceAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth has no types
    """Secrets of authenticators are encrypted, so that a copy of the database opens nobody's account."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("確かめられませんでした。もう一度お試しください。"),
    }

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's
        """A first name for a passkey, which its owner may change."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("パスキー %(number)d") % {"number": number}

    def encrypt(self, text: str) -> str:
        return _boxes().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _boxes().decrypt(encrypted_text.encode()).decode()


def _boxes() -> MultiFernet:
    """Keys derived from SECRET_KEY, then from the keys that it replaced."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([_box(str(secret)) for secret in secrets])


def _box(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"authenticators\0{secret}".encode()).digest()))
