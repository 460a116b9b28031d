"""The register of signed papers, which anybody may ask: it names nobody."""

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.signing.models import SignedPaper


def by_number(number: str) -> SignedPaper | None:
    """The paper with the number as printed."""
    return _found(number=number)


def by_digest(sha256: str) -> SignedPaper | None:
    """The paper whose signed file has exactly these bytes."""
    return _found(sha256=sha256)


def _found(**by: str) -> SignedPaper | None:
    with as_system():
        return SignedPaper.objects.select_related("organisation").filter(**by).first()
