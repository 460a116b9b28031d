"""Writing: one act on one case, or many, each under a key of the client's own."""

from collections.abc import Iterator
from typing import Annotated, Any, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone, translation
from ninja import Body, Header, Path, Router
from pydantic import ValidationError

from naniwa.kernel.clients.operations import WRITE, KeyReused
from naniwa.kernel.clients.queries import Caller
from naniwa.kernel.organisations.isolation import acting_as
from naniwa.services.procedures.api import acting
from naniwa.services.procedures.api.access import BULK, OAuth2, caller_in
from naniwa.services.procedures.api.cases import NDJSON, REFUSALS
from naniwa.services.procedures.api.document import lines
from naniwa.services.procedures.api.problems import Problem, of_broken, of_faults
from naniwa.services.procedures.api.schemas import Act, Key, Posting, ProblemDetails, Reference, Result, Summary
from naniwa.services.procedures.rules import BrokenRule

router = Router(tags=["acts"])
LINES = 1_000


@router.post(
    "/cases/{reference}/acts",
    auth=OAuth2(WRITE),
    response={200: Summary, 404: ProblemDetails, 409: ProblemDetails, 413: ProblemDetails, **REFUSALS},
    url_name="act",
    operation_id="act",
    openapi_extra={"x-scope": WRITE},
    summary="Change the status of a case",
)
def act(
    request: HttpRequest,
    response: HttpResponse,
    reference: Annotated[Reference, Path()],
    key: Annotated[Key, Header(alias="Idempotency-Key")],
    do: Annotated[Act, Body()],
) -> dict[str, Any]:
    """By the rules that hold on the site. The same key and body once more answers as before and does nothing."""
    answer, replayed = acting.perform(caller_in(request), reference=reference, key=key, act=do, now=timezone.now())
    if replayed:
        response.headers["Idempotent-Replayed"] = "true"
    return answer


@router.post(
    "/bulk/acts",
    auth=OAuth2(WRITE, BULK),
    response={200: Result, 413: ProblemDetails, **REFUSALS},
    url_name="bulk_acts",
    summary="Change the status of many cases, as NDJSON",
    operation_id="actInBulk",
    openapi_extra=lines(WRITE, of="Result", takes="Posting"),
)
def bulk_acts(request: HttpRequest) -> HttpResponse:
    """Each line is a Posting and stands alone: done whole or not at all, answered by one line, once for each key."""
    posted = request.body.splitlines()
    if len(posted) > LINES:
        raise Problem("too-large")
    stream = _results(caller_in(request), posted, translation.get_language() or "ja")
    answer = StreamingHttpResponse(stream, content_type=NDJSON, headers={"Cache-Control": "no-store"})
    return cast("HttpResponse", answer)


def _results(caller: Caller, posted: list[bytes], language: str) -> Iterator[bytes]:
    for number, line in enumerate(posted, 1):
        if line.strip():
            with translation.override(language):
                result = _result(caller, number, line)
            yield result.model_dump_json(exclude_none=True).encode() + b"\n"


def _result(caller: Caller, number: int, line: bytes) -> Result:
    posting: Posting | None = None
    try:
        posting = Posting.model_validate_json(line)
        with transaction.atomic(), acting_as(caller.scope):
            answer, replayed = acting.perform(
                caller, reference=posting.reference, key=posting.key, act=posting.do, now=timezone.now()
            )
        return Result(line=number, key=posting.key, status=200, replayed=replayed, case=Summary(**answer))
    except ValidationError as faults:
        problem = of_faults(cast("list[dict[str, Any]]", faults.errors(include_input=False, include_url=False)))
    except (BrokenRule, KeyReused) as broken:
        problem = of_broken(broken)
    except Problem as told:
        problem = told
    details = ProblemDetails(**problem.told())
    return Result(line=number, key=posting.key if posting else None, status=problem.status, problem=details)
