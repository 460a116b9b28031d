"""The number on a printed form, and what its QR code says: which form of which version it is, and nothing of anybody.

The number names the edition, not the copy. A photocopy is as good as a print, and a number for each copy would tie a
visitor who fetched a form to the application that comes of it.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from naniwa.kernel.forms.models import Version
from naniwa.services.procedures.queries.live import KIND, Live, live

LANGUAGES = ("ja", "en")
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O and U
LIKE = str.maketrans("ILO", "110")
LENGTH = 7
_BARE = re.compile(rf"[{SIGNS}]{{{LENGTH + 1}}}")
_CODE = re.compile(r"NANIWA1 (?P<slug>[a-z0-9-]+) (?P<version>\d{1,6}) (?P<number>\S+)(?: (?P<page>\d{1,3}))?")


@dataclass(frozen=True, slots=True)
class Edition:
    """A printed form: a version in one language."""

    version: Live
    language: str

    @property
    def number(self) -> str:
        return form_number(self.version.procedure.slug, self.version.number, self.language)

    @property
    def code(self) -> str:
        """What the QR code says."""
        return f"NANIWA1 {self.version.procedure.slug} {self.version.number} {self.number}"

    def code_of(self, page: int) -> str:
        """What the code of one page says, counted from 1."""
        return f"{self.code} {page}"


def form_number(slug: str, version: int, language: str) -> str:
    """Eight signs in two groups, such as 4KQ7-M2XC; the last finds any one wrong sign and any swap of neighbours."""
    digest = int.from_bytes(hashlib.sha256(f"{slug}/{version}/{language}".encode()).digest()[:8])
    signs = "".join(SIGNS[digest >> 5 * place & 31] for place in range(LENGTH))
    whole = signs + _check(signs)
    return f"{whole[:4]}-{whole[4:]}"


def _check(signs: str) -> str:
    """Modulo 31, which is prime; each sign has a weight of its own."""
    return SIGNS[sum((place + 2) * SIGNS.index(sign) for place, sign in enumerate(signs)) % 31]


def normalise(typed: str) -> str:
    """The number in what was typed or read from the code; "" where it is none, or was copied wrongly."""
    text = unicodedata.normalize("NFKC", typed).strip()
    code = _CODE.fullmatch(text)
    bare = re.sub(r"[\s‐-―−ー-]", "", code["number"] if code else text).upper().translate(LIKE)
    if not _BARE.fullmatch(bare) or _check(bare[:LENGTH]) != bare[LENGTH]:
        return ""
    return f"{bare[:4]}-{bare[4:]}"


def page_in(code: str) -> int:
    """The page that a code is of; 0 where it names none."""
    found = _CODE.fullmatch(code.strip())
    return int(found["page"] or 0) if found else 0


def edition(typed: str) -> Edition | None:
    """The form with this number, of any version, also of one that is no longer live."""
    number = normalise(typed)
    found = [one for one in editions() if one.number == number] if number else []
    return found[0] if len(found) == 1 else None


def editions() -> Iterator[Edition]:
    """Every form that can have been printed, newest versions first."""
    numbers = Version.objects.filter(kind=KIND).order_by("slug", "-number").values_list("pk", flat=True)
    for pk in numbers:
        yield from (Edition(live(pk), language) for language in LANGUAGES)


def versions_of(organisation_id: int) -> list[Live]:
    """All versions that an office decides on, by procedure, the newest first."""
    numbers = Version.objects.filter(kind=KIND).order_by("slug", "-number").values_list("pk", flat=True)
    return [version for version in map(live, numbers) if version.organisation_id == organisation_id]


def version_numbered(slug: str, number: int) -> Live | None:
    pk = Version.objects.filter(kind=KIND, slug=slug, number=number).values_list("pk", flat=True).first()
    return live(pk) if pk else None
