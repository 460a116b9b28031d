"""Making the next case ready without reading it: docs/decisions/0018 says why no page of it is fetched ahead."""

from contextlib import suppress

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from naniwa.kernel.documents import queries as documents
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.typed import known_number
from naniwa.services.procedures.queries.ahead import first_paper
from naniwa.services.procedures.views.staff.acting import READERS, find


@staff_required(*READERS)
@require_safe
def ready(request: StaffRequest, reference: str) -> HttpResponse:
    """Draw the picture that will be opened first, and keep it on our disc; nothing of the case leaves the server."""
    case, _looking = find(request, reference)
    number = known_number(first_paper(case))
    document = documents.visible(number) if number else None
    if document is not None and document.may_be_opened:
        with suppress(documents.NotDrawn):
            documents.page_picture(document, 1)
    return HttpResponse(status=204, headers={"Cache-Control": "no-store"})
