"""Reads of definitions while they are written: drafts of an office, their texts, and what is wrong with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from naniwa.kernel.forms.definition import Flaw, Source, UnsoundDefinition, parse, validate
from naniwa.services.procedures.definitions import Procedure, flaws_of
from naniwa.services.procedures.models import Design, DesignReview, DesignRevision

FILE = "draft"
SHOWN = 200
"""Drafts and revisions that a page lists."""


@dataclass(frozen=True)
class Checked:
    """A text and what is wrong with it; `procedure` is None while it does not fit the schema."""

    document: Any
    source: Source | None
    procedure: Procedure | None
    flaws: tuple[Flaw, ...]

    def under(self, path: str) -> tuple[Flaw, ...]:
        """The flaws at a place and below it."""
        return tuple(flaw for flaw in self.flaws if is_under(flaw.path, path))


def is_under(path: str, place: str) -> bool:
    """Whether a path is the place or lies below it."""
    return not place or path == place or path.startswith((f"{place}.", f"{place}["))


@lru_cache(maxsize=64)
def checked(text: str) -> Checked:
    """Read and check a text; the same text is checked once."""
    try:
        source = parse(text, file=FILE)
    except UnsoundDefinition as unsound:
        return Checked(None, None, None, tuple(unsound.flaws))
    try:
        procedure = validate(Procedure, source)
    except UnsoundDefinition as unsound:
        return Checked(source.document, source, None, tuple(unsound.flaws))
    return Checked(source.document, source, procedure, tuple(flaws_of(source)))


def designs(organisation_id: int) -> list[Design]:
    """The drafts of an office, the last saved first."""
    found = Design.objects.filter(organisation_id=organisation_id, discarded_at=None).select_related("started_by")
    return list(found.order_by("-saved_at", "-pk")[:SHOWN])


def discarded(organisation_id: int) -> list[Design]:
    """Those that were thrown away and can be brought back, the latest first."""
    found = Design.objects.filter(organisation_id=organisation_id, discarded_at__isnull=False)
    return list(found.select_related("discarded_by").order_by("-discarded_at")[:SHOWN])


def any_of(organisation_id: int, number: UUID) -> Design | None:
    """One of the office's drafts, thrown away or not."""
    return Design.objects.filter(organisation_id=organisation_id, public_id=number).first()


def design_of(organisation_id: int, number: UUID) -> Design | None:
    """One of the office's drafts, if it was not thrown away."""
    found = Design.objects.filter(organisation_id=organisation_id, public_id=number, discarded_at=None)
    return found.select_related("organisation", "started_by").first()


def revision(design: Design, number: int | None = None) -> DesignRevision | None:
    """One revision, the latest unless a number is given."""
    wanted = design.revision if number is None else number
    return design.revisions.filter(number=wanted).select_related("by").first()


def revisions(design: Design) -> Sequence[DesignRevision]:
    """The latest first; their texts are not fetched."""
    return list(design.revisions.defer("text").select_related("by").order_by("-number")[:SHOWN])


def reviews(design: Design) -> Sequence[DesignReview]:
    """The latest first."""
    found = design.reviews.select_related("revision", "asked_by", "decided_by", "version").defer("revision__text")
    return list(found.order_by("-asked_at")[:SHOWN])


def open_reviews(organisation_id: int) -> dict[int, DesignReview]:
    """What waits for another person, by the row number of its draft."""
    found = DesignReview.objects.filter(organisation_id=organisation_id, decided_at=None).select_related("asked_by")
    return {review.design_id: review for review in found}
