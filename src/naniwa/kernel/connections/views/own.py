"""The services that know a person, for that person: which, what they are told, and ending it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from naniwa.kernel.connections import operations, queries
from naniwa.kernel.people.access import PersonRequest, person_required


@never_cache
@require_GET
@person_required
def services(request: PersonRequest) -> HttpResponse:
    return render(request, "connections/services.html", {"rows": queries.connected(request.user)})


@require_POST
@person_required
def end(request: PersonRequest, number: UUID) -> HttpResponse:
    """Pressed twice, the second time finds nothing left to do."""
    operations.end(person=request.user, number=number, now=timezone.now())
    messages.success(request, _("連携を解除しました。"))
    return redirect("connections:services")
