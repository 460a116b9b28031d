"""The doors, and where each person starts."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from naniwa.kernel.people.models import PersonKind
from naniwa.library.service import Audience
from naniwa.web import happening, navigation


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """A door for residents, one for staff, and one to each page that a service has for everybody."""
    doors = {
        "resident_url": _first("resident"),
        "staff_url": reverse("start"),
        "public_pages": list(navigation.links(request, "public")),
    }
    figures = happening.now() if getattr(settings, "DEMO", False) else []
    return render(request, "web/home.html", doors | {"figures": figures, "now": timezone.now()})


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Where a person goes after signing in without having asked for a page."""
    staff = getattr(request, "staff", None)
    if staff and staff.roles == {"administrator"}:
        return redirect("appointments")
    if staff:
        sections = navigation.for_request(request).sections
        return redirect(sections[0].links[0].url if sections else "people:account")
    if not request.user.is_authenticated:
        return redirect("people:staff_sign_in")
    if request.user.kind == PersonKind.STAFF:
        return redirect("people:second_factor")
    return redirect(_first("resident") or "home")


def _first(audience: Audience) -> str:
    """The first page that any service offers this reader."""
    items = (item for service in navigation.services() for item in service.menu(audience))
    return next((reverse(item.url_name) for item in items), "")
