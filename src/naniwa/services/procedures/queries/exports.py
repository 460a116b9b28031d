"""Exports that were made: a person's own, and the file itself part by part."""

from collections.abc import Iterator
from uuid import UUID

from naniwa.kernel.organisations.isolation import Scope, acting_as
from naniwa.services.procedures.models import Export, ExportPart

LISTED = 50


def own(*, person_id: int, organisation_id: int) -> list[Export]:
    """The newest first."""
    found = Export.objects.filter(by_id=person_id, organisation_id=organisation_id).defer("ids")
    return list(found.order_by("-started_at", "-pk")[:LISTED])


def export_of(number: UUID, *, person_id: int, organisation_id: int) -> Export | None:
    """One's own; nobody else has it."""
    found = Export.objects.filter(public_id=number, by_id=person_id, organisation_id=organisation_id)
    return found.select_related("by", "organisation").defer("ids").first()


def content(export: Export) -> Iterator[bytes]:
    """The file, in the scope of whoever made it: it is read after the request's own transaction has ended."""
    scope = Scope(organisation_id=export.organisation_id, person_id=export.by_id)
    number = 1
    while part := _part(export, number, scope):
        yield part
        number += 1


def _part(export: Export, number: int, scope: Scope) -> bytes:
    with acting_as(scope):
        found = ExportPart.objects.filter(export=export, number=number).values_list("content", flat=True).first()
        return bytes(found) if found is not None else b""
