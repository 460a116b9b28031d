"""Where a request comes from and where it may be sent on to."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

UNKNOWN = "::"


def client_address(request: HttpRequest) -> str:
    """The client's IP address, from the header that the reverse proxy sets (NANIWA_CLIENT_ADDRESS_HEADER), if any.

    Of a list, the last entry counts: it is the one that our own proxy wrote.
    """
    header = settings.ENVIRONMENT.client_address_header
    named = request.headers.get(header, "") if header else request.META.get("REMOTE_ADDR", "")
    return named.rpartition(",")[2].strip() or UNKNOWN


def local_path(request: HttpRequest, name: str = "next") -> str:
    """The page to go on to, if it is one of ours; else nothing."""
    wanted = request.POST.get(name) or request.GET.get(name) or ""
    return wanted if is_local(wanted) else ""


def is_local(path: str) -> bool:
    """Whether a path leads to a page of this site and nowhere else."""
    return path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
