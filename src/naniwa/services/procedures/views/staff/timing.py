"""When a case was opened, so that the act on it can tell how long that took; kept by the browser alone.

A cookie and not the session: a row would be written for each case that anybody looks at.
"""

from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.http import HttpResponse

from naniwa.kernel.people.access import StaffRequest
from naniwa.services.procedures.models import Application
from naniwa.services.procedures.operations import checklist
from naniwa.services.procedures.views.staff.asked import parse_moment

COOKIE = "nw-opened"
PATH = "/staff/cases/"
SIGNER = Signer(salt="procedures.opened")


def opened(request: StaffRequest, response: HttpResponse, case: Application, now: datetime) -> HttpResponse:
    """Begin to count, unless this case is counted already."""
    if _since(request, case.reference) is None:
        value = SIGNER.sign(f"{case.reference} {now.isoformat()}")
        response.set_cookie(COOKIE, value, path=PATH, secure=request.is_secure(), httponly=True, samesite="Lax")
    return response


def acted(
    request: StaffRequest, response: HttpResponse, case: Application, *, stage: str, now: datetime
) -> HttpResponse:
    """Keep the time and count no further."""
    since = _since(request, case.reference)
    if since is not None:
        checklist.took(application=case, stage=stage, opened_at=since, now=now)
        response.delete_cookie(COOKIE, path=PATH)
    return response


def _since(request: StaffRequest, reference: str) -> datetime | None:
    try:
        about, _space, at = SIGNER.unsign(request.COOKIES.get(COOKIE, "")).partition(" ")
    except BadSignature:
        return None
    return parse_moment(at) if about == reference else None
