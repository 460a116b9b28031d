"""Saved searches that a member of staff finds: their own and those the office shares."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q

from naniwa.kernel.organisations.statements import Statement
from naniwa.services.procedures.models import SavedSearch
from naniwa.services.procedures.queries.viewing import Viewer

MOST = 100


@dataclass(frozen=True, slots=True)
class Saved:
    """`maker` is told where it is another's; `query` is what leads to it."""

    number: UUID
    name: str
    query: str
    shared: bool
    mine: bool
    maker: str


def saved(viewer: Viewer) -> list[Saved]:
    """One's own first, each by name."""
    rows = [_saved(one, viewer) for one in _visible(viewer.person_id, viewer.organisation_id)]
    return sorted(rows, key=lambda one: not one.mine)


_visible = Statement(
    lambda person, organisation: (
        SavedSearch.objects.filter(Q(by_id=person) | Q(shared=True), organisation_id=organisation, removed_at=None)
        .select_related("by")
        .order_by("name", "pk")[:MOST]
    )
)


def own(number: UUID, viewer: Viewer) -> SavedSearch | None:
    """One's own, also one that was just removed."""
    return SavedSearch.objects.filter(
        public_id=number, by_id=viewer.person_id, organisation_id=viewer.organisation_id
    ).first()


def _saved(one: SavedSearch, viewer: Viewer) -> Saved:
    mine = one.by_id == viewer.person_id
    return Saved(
        number=one.public_id,
        name=one.name,
        query=urlencode(one.asked),
        shared=one.shared,
        mine=mine,
        maker="" if mine else str(one.by),
    )
