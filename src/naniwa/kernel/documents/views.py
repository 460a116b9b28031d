"""Files to the person they belong to and to staff, who leave a record of what they looked at."""

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import cast
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.words import PURPOSES
from naniwa.kernel.documents import queries
from naniwa.kernel.documents.limits import Kind
from naniwa.kernel.documents.models import Document
from naniwa.kernel.people.access import PersonRequest

PASSIVE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
# A browser's own PDF viewer does not run in a sandbox; a PDF was looked through when it was taken in.
POLICIES = {Kind.PDF.value: f"{PASSIVE}; object-src 'self'"}
SANDBOX = f"sandbox; {PASSIVE}"
ORDINARY_PURPOSE = "review"
AGENT = "agency"
"""Who reads somebody else's file without being staff acts for them."""


@require_safe
def download(request: HttpRequest, number: UUID, name: str) -> FileResponse:  # noqa: ARG001 - the name is for people
    """The file as kept: shown by the browser if it is a picture or a PDF, else saved."""
    document = _visible(number)
    file = queries.open_file(document)
    _record_read(request, document)
    shown = document.is_picture or document.media_type == Kind.PDF
    response = FileResponse(file, as_attachment=not shown, filename=document.name, content_type=document.media_type)
    return _guarded(response, document.media_type, cache="private, no-store")


@require_safe
def thumbnail(request: HttpRequest, number: UUID) -> FileResponse | HttpResponse:  # noqa: ARG001 - row security knows who asks
    """A small JPEG."""
    return _picture(queries.thumbnail, _visible(number), "image/jpeg")


@require_safe
def page(request: HttpRequest, number: UUID, page_number: int) -> FileResponse | HttpResponse:
    """One page of a PDF as a picture."""
    document = _visible(number)
    response = _picture(lambda shown: queries.page_picture(shown, page_number), document, "image/png")
    if response.status_code == HTTPStatus.OK:
        _record_read(request, document, page_number)
    return response


def _visible(number: UUID) -> Document:
    document = queries.visible(number)
    if document is None or not document.may_be_opened:
        raise Http404
    return document


def _picture(of: Callable[[Document], Path], document: Document, media_type: str) -> FileResponse | HttpResponse:
    try:
        file = of(document).open("rb")
    except queries.NoRoom as full:
        return HttpResponse(full.message, status=HTTPStatus.INSUFFICIENT_STORAGE, content_type="text/plain")
    except queries.NotDrawn as error:
        raise Http404 from error
    return _guarded(FileResponse(file, content_type=media_type), media_type, cache="private, max-age=600")


def _guarded(response: FileResponse, media_type: str, *, cache: str) -> FileResponse:
    response.headers["Content-Security-Policy"] = POLICIES.get(media_type, SANDBOX)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = cache
    return response


def _record_read(request: HttpRequest, document: Document, page_number: int | None = None) -> None:
    """People may read their own without a record; `?purpose=` is one of the audit trail's purposes."""
    acting = cast("PersonRequest", request)
    if acting.user.pk == document.person_id:
        return
    asked = request.GET.get("purpose", "") if acting.staff else AGENT
    audit.record_read(
        "documents.read",
        by=acting.staff or acting.user,
        target=document,
        subject=document.person,
        purpose=asked if asked in PURPOSES else ORDINARY_PURPOSE,
        now=timezone.now(),
        page=page_number,
    )
