"""E-mail addresses: one spelling for one mailbox."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email


class NotAnAddress(Exception):
    """What was typed cannot be an e-mail address."""


def normal(address: str) -> str:
    """The address in lower case without spaces around it. Raises NotAnAddress."""
    address = address.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise NotAnAddress from error
    return address
