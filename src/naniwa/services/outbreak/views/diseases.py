"""Which disease a page is about, where the installation knows more than one."""

from django.http import HttpRequest
from django.utils.translation import get_language

from naniwa.library.spoken import said
from naniwa.services.outbreak.definitions import defined
from naniwa.services.outbreak.queries import regimes


def choices() -> list[tuple[str, str]]:
    """Slug and name of each."""
    return [(slug, name_of(slug)) for slug in defined()]


def name_of(slug: str) -> str:
    return said(regimes.in_force(slug).regime.names, get_language() or "ja")


def several() -> bool:
    return len(defined()) > 1


def asked(request: HttpRequest) -> str:
    """As the form or the address says, or the only one there is; empty where it has to be chosen."""
    known = defined()
    slug = request.POST.get("disease") or request.GET.get("disease", "")
    if slug in known:
        return slug
    return "" if several() else next(iter(known))
