"""Where a request comes from and where it may be sent on to."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from naniwa.kernel.people.clients import client_address

__all__ = ["client_address", "is_local", "local_path"]


def local_path(request: HttpRequest, name: str = "next") -> str:
    """The page to go on to, if it is one of ours; else nothing."""
    wanted = request.POST.get(name) or request.GET.get(name) or ""
    return wanted if is_local(wanted) else ""


def is_local(path: str) -> bool:
    """Whether a path leads to a page of this site and nowhere else."""
    return path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
