"""Rows as the rules see them, by sets."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from naniwa.services.inventory.models import Procedure
from naniwa.services.inventory.queries.keeping import pressed, seals_of
from naniwa.services.inventory.queries.listing import Selection, select
from naniwa.services.inventory.rules.columns import Entry


@dataclass(frozen=True, slots=True)
class Known:
    """A row that is there: its number for people, its edition, the department that keeps it, and what it says."""

    procedure: Procedure
    entry: Entry


def known(organisation_id: int, numbers: Iterable[UUID]) -> dict[str, Known]:
    """Rows by public number; removed ones are not there."""
    found = Procedure.objects.filter(organisation_id=organisation_id, public_id__in=list(numbers), removed_at=None)
    return {one.procedure.reference: one for one in _known(list(found.select_related("department")))}


def selected(selection: Selection, *, organisation_id: int) -> list[Known]:
    """All rows of a selection by department and number, to be written out."""
    found = select(selection, organisation_id=organisation_id).select_related("department")
    return _known(list(found.order_by("department__code", "number")))


def _known(procedures: list[Procedure]) -> list[Known]:
    seals = seals_of(procedure.pk for procedure in procedures)
    return [Known(one, one.entry(pressed(seals.get(one.pk, [])))) for one in procedures]
