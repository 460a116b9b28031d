"""Where on the network a request comes from, to be counted by."""

from django.conf import settings
from django.http import HttpRequest  # noqa: TID251 - what views hand over

from naniwa.library.networks import counted_as

UNKNOWN = "::"


def client_address(request: HttpRequest) -> str:
    """Whom to count: the client's IPv4 address, or the network of its IPv6 address (library.networks)."""
    return counted_as(exact_address(request))


def exact_address(request: HttpRequest) -> str:
    """The client's IP address, from the header that the reverse proxy sets (NANIWA_CLIENT_ADDRESS_HEADER), if any.

    Of a list, the last entry counts: it is the one that our own proxy wrote.
    """
    header = settings.ENVIRONMENT.client_address_header
    named = request.headers.get(header, "") if header else request.META.get("REMOTE_ADDR", "")
    return named.rpartition(",")[2].strip() or UNKNOWN
