"""Which e-mail addresses can be used, and text that is safe in a header."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

LONGEST_ADDRESS = 254
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")


def usable(address: str) -> str:
    """The address as mail servers take it, or an empty string.

    Addresses with characters beyond ASCII before the @ need SMTPUTF8, which many servers refuse: those get a letter.
    """
    plain = address.strip()
    local, _at, domain = plain.rpartition("@")
    if not local.isascii() or len(plain) > LONGEST_ADDRESS or CONTROL.search(plain):
        return ""
    try:
        validate_email(plain)
        return f"{local}@{domain.encode('idna').decode() if not domain.isascii() else domain}"
    except (ValidationError, UnicodeError):
        return ""


def one_line(text: str, longest: int) -> str:
    """Text for a header: control characters and line ends become spaces, and it is cut between characters."""
    plain = CONTROL.sub(" ", text).strip()
    return plain if len(plain) <= longest else _cut(plain, longest)


def printable(text: str) -> str:
    """Text for a body: line ends made alike, other control characters left out."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _cut(text: str, longest: int) -> str:
    """Cut so that no variation selector or combining mark loses the character before it."""
    end = longest - 1
    while end and (unicodedata.combining(text[end]) or unicodedata.category(text[end]) == "Mn"):
        end -= 1
    return text[:end] + "…"
