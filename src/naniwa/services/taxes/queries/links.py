"""The signed links that lead to one bill: in mails and on letters. A link alone opens nothing (operations.opening)."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

PREFIX = "TX"
PAGE = "taxes:yours"


def token(reference: str) -> str:
    return _signer().sign(reference)


def address(reference: str) -> str:
    """The whole address, for mails and QR codes."""
    return settings.SITE_URL + reverse(PAGE, args=[token(reference)])


def path_of(reference: str) -> str:
    """The payer's page of what is charged under a reference; empty for one that is not a tax."""
    return reverse(PAGE, args=[token(reference)]) if reference.startswith(f"{PREFIX}-") else ""


def reference_in(carried: str) -> str | None:
    """What a link of ours leads to; None for one that was not signed here."""
    try:
        return _signer().unsign(carried)
    except BadSignature:
        return None


def _signer() -> Signer:
    return Signer(salt=f"naniwa.services.{PAGE}", sep="~")
