"""What one service gives a person to carry to another: a word that comes back in that service's events.

Services never call one another. A case that asks for an appointment leads the person to the page of appointments with
`?origin=` and this; the event that tells of the booking carries the same word. It is signed, so that nobody can book
in the name of a case that never asked.
"""

from django.core import signing
from django.utils.http import urlencode

SALT = "naniwa.kernel.events.origin"
LASTS = 90 * 24 * 60 * 60
"""Seconds; as long as a letter that names the address may lie about."""
LONGEST = 100


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
