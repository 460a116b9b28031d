"""What one service gives a person to carry to another: a word that comes back in that service's events.

Services never call one another. A case that asks for an appointment leads the person to the page of appointments with
`?origin=` and this; the event that tells of the booking carries the same word. It is signed, so that nobody can book
in the name of a case that never asked.
"""

from collections.abc import Mapping
from types import MappingProxyType

from django.core import signing
from django.urls import reverse
from django.utils.http import urlencode

from naniwa.library.registry import Registry

SALT = "naniwa.kernel.events.origin"
LASTS = 90 * 24 * 60 * 60
"""Seconds; as long as a letter that names the address may lie about."""
LONGEST = 100
_PAGES: Registry[tuple[str, str], Mapping[str, str]] = Registry("pages of what a person was led from")


def sign(origin: str) -> str:
    """The word as it stands in an address, such as `origins.sign("procedures:KX-0123-4567-8903")`."""
    return signing.dumps(origin[:LONGEST], salt=SALT)


def read(carried: str) -> str:
    """The word, or nothing where it was not signed here or is too old."""
    try:
        found = signing.loads(carried, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return ""
    return found if isinstance(found, str) else ""


def case(service: str, reference: str) -> str:
    """The word of a case that takes papers in, such as `procedures:case:KX-0123-4567-8903`."""
    return f"{service}:case:{reference}"


def case_of(origin: str, *, service: str = "") -> str:
    """The reference of the case that a word names, of one service or of any; nothing where it names none."""
    found, kind, reference = [*origin.split(":", 2), "", ""][:3]
    return reference if kind == "case" and service in {"", found} else ""


def leading(origin: str, **beside: str) -> str:
    """The query with which a page leads a person to another service: the word signed, and what helps them there."""
    return urlencode(
        {**({"origin": sign(origin)} if origin else {}), **{key: one for key, one in beside.items() if one}}
    )


def lead_back(service: str, kind: str, *, person: str, staff: str) -> None:
    """Say which pages show the things that words name, by the reference alone: to the person, and to staff."""
    _PAGES.register((service, kind), MappingProxyType({"person": person, "staff": staff}))


def page_of(origin: str, *, staff: bool) -> str:
    """The address of what a word names, for whoever may open it; nothing where its service has no page for it."""
    service, kind, reference = [*origin.split(":", 2), "", ""][:3]
    if not reference or (service, kind) not in _PAGES:
        return ""
    return reverse(_PAGES.get((service, kind))["staff" if staff else "person"], args=[reference])
