"""Reading: a list, a case, all cases as a stream."""

from collections.abc import Iterator
from typing import Annotated, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Entry
from naniwa.kernel.audit.models import Kind
from naniwa.kernel.clients.operations import READ
from naniwa.kernel.clients.queries import Caller
from naniwa.kernel.organisations.isolation import acting_as
from naniwa.services.procedures.api import reading
from naniwa.services.procedures.api.access import BULK, OAuth2, caller_in
from naniwa.services.procedures.api.document import lines
from naniwa.services.procedures.api.schemas import Case, Filters, Me, Page, ProblemDetails, Reference
from naniwa.services.procedures.models import Application

router = Router(tags=["cases"])
NDJSON = "application/x-ndjson"
SET = 200
REFUSALS = {401: ProblemDetails, 403: ProblemDetails, 422: ProblemDetails, 429: ProblemDetails}


@router.get(
    "/me",
    auth=OAuth2(READ),
    response={200: Me, **REFUSALS},
    url_name="me",
    operation_id="me",
    summary="Who this client is",
    openapi_extra={"x-scope": READ},
)
def me(request: HttpRequest) -> Me:
    caller = caller_in(request)
    return Me(
        name=caller.client.name,
        organisation=caller.client.organisation.code,
        procedures=caller.client.procedures,
        scopes=sorted(caller.scopes),
        roles=sorted(caller.staff.roles),
        purpose=caller.client.purpose,
    )


@router.get(
    "/cases",
    auth=OAuth2(READ),
    response={200: Page, **REFUSALS},
    url_name="cases",
    operation_id="listCases",
    summary="List cases, page by page",
    openapi_extra={"x-scope": READ},
)
def cases(request: HttpRequest, filters: Query[Filters], limit: Annotated[int, Query(ge=1, le=SET)] = 50) -> Page:
    """Without personal data. `next` of a page is the `cursor` of the next one; null where nothing follows."""
    caller = caller_in(request)
    found, following = reading.page(caller, filters, size=limit)
    return Page(cases=reading.summaries(caller, found), next=following)


@router.get(
    "/cases/{reference}",
    auth=OAuth2(READ),
    response={200: Case, 404: ProblemDetails, **REFUSALS},
    url_name="case",
    operation_id="readCase",
    summary="Read one case",
    openapi_extra={"x-scope": READ},
)
def case(request: HttpRequest, reference: Annotated[Reference, Path()]) -> Case:
    """Answers, steps, deficiencies and decision. The applicant sees that this client looked, and what for."""
    caller = caller_in(request)
    return _read(caller, [reading.found(caller, reference)])[0]


@router.get(
    "/bulk/cases",
    auth=OAuth2(READ, BULK),
    response={200: Case, **REFUSALS},
    url_name="bulk_cases",
    summary="Read many cases as NDJSON",
    operation_id="readCasesInBulk",
    openapi_extra=lines(READ, of="Case"),
)
def bulk_cases(request: HttpRequest, filters: Query[Filters]) -> HttpResponse:
    """Each line is a case as `GET /cases/{reference}` gives it, in the order of the list."""
    if filters.cursor:
        reading.Cursor.read(filters.cursor)
    stream = StreamingHttpResponse(
        _lines(caller_in(request), filters), content_type=NDJSON, headers={"Cache-Control": "no-store"}
    )
    return cast("HttpResponse", stream)


def _lines(caller: Caller, filters: Filters) -> Iterator[bytes]:
    """Set by set, each read and written down in a transaction of its own before it leaves the house."""
    following: str | None = filters.cursor
    while True:
        with transaction.atomic(), acting_as(caller.scope):
            asked = filters.model_copy(update={"cursor": following})
            found, following = reading.page(caller, asked, size=SET)
            told = _read(caller, found)
        yield b"".join(one.model_dump_json().encode() + b"\n" for one in told)
        if following is None:
            return


def _read(caller: Caller, found: list[Application]) -> list[Case]:
    """The cases in full; every reading is written down."""
    now = timezone.now()
    audit.record_many(
        Entry(
            action="procedures.case_read",
            by=caller.staff,
            target=one,
            now=now,
            kind=Kind.READ,
            purpose=caller.client.purpose,
            detail={"client": str(caller.client.public_id)},
        )
        for one in found
    )
    return reading.in_full(caller, found)
