"""The demo's door, where one button signs in as a ready person, and its mailbox."""

from io import BytesIO
from pathlib import Path

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from naniwa.kernel.people.models import PersonKind
from naniwa.web.clients import local_path
from naniwa.web.demo import mailbox as mails
from naniwa.web.demo import people

BACKEND = "naniwa.kernel.people.signing_in.Backend"


@never_cache
@require_GET
def door(request: HttpRequest) -> HttpResponse:
    groups = {
        "outside": [ready for ready in people.PEOPLE if ready.kind != PersonKind.STAFF],
        "prefecture": [
            ready for ready in people.PEOPLE if ready.role and ready.organisation in people.OF_THE_PREFECTURE
        ],
        "municipalities": [
            ready for ready in people.PEOPLE if ready.role and ready.organisation not in people.OF_THE_PREFECTURE
        ],
    }
    return render(request, "demo/door.html", groups | {"next": local_path(request)})


@require_POST
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as a ready person; the record left in the session stands for the device that is not asked for here."""
    person = people.by_key(key)
    if person is None:
        raise Http404
    logout(request)
    login(request, person, backend=BACKEND)
    record_authentication(request, person, "mfa", type="demo")
    UserSession.objects.create_from_request(request)
    return redirect(local_path(request) or "start")


@never_cache
@require_GET
def mailbox(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("to", "")
    found = mails.newest(_folder(), to=wanted)
    return render(request, "demo/mailbox.html", {"mails": found, "to": wanted, "full": len(found) == mails.SHOWN})


@never_cache
@require_GET
def mail(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "demo/mail.html", {"mail": _mail(name)})


@never_cache
@require_GET
def attachment(_request: HttpRequest, name: str, number: int) -> FileResponse:
    """Always as a download: what a mail carries never runs on this site."""
    attachments = _mail(name).attachments
    if number >= len(attachments):
        raise Http404
    file = attachments[number]
    return FileResponse(
        BytesIO(file.content), as_attachment=True, filename=file.name, content_type="application/octet-stream"
    )


def _mail(name: str) -> mails.Mail:
    found = mails.one(_folder(), name)
    if found is None:
        raise Http404
    return found


def _folder() -> Path:
    folder: Path = settings.MAILBOX  # type: ignore[misc] # a setting of the demo alone
    return folder
