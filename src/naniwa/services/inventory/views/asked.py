"""Reading what a request asks for."""

from uuid import UUID

from django.http import Http404

from naniwa.kernel.people.access import StaffRequest
from naniwa.services.inventory.models import Procedure
from naniwa.services.inventory.queries import keeping

MOST_DIGITS = 5


def parse_count(text: str) -> int:
    """A count that a form carries; 0 where it is none, which fits nothing."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 2 * MOST_DIGITS - 1 else 0


def find(request: StaffRequest, number: UUID) -> Procedure:
    """The organisation's row. Raises Http404."""
    procedure = keeping.procedure_of(request.staff.organisation.pk, number)
    if procedure is None:
        raise Http404
    return procedure
