"""What the platform knows a person about: who looked at their data, and what they agreed to."""

from contextlib import suppress

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from naniwa.kernel.audit import queries as audit
from naniwa.kernel.consent import operations as consent
from naniwa.kernel.consent import queries as consents
from naniwa.kernel.consent.purposes import PURPOSES
from naniwa.kernel.people.access import PersonRequest, person_required

SHOWN = 200


@never_cache
@require_GET
@person_required
def who_looked(request: PersonRequest) -> HttpResponse:
    looks = audit.who_looked(request.user, limit=SHOWN)
    return render(request, "web/account/who_looked.html", {"looks": looks, "full": len(looks) == SHOWN})


@never_cache
@require_GET
@person_required
def consent_list(request: PersonRequest) -> HttpResponse:
    rows = [(held, PURPOSES.get((held.purpose, held.version))) for held in consents.history(request.user)]
    return render(request, "web/account/consents.html", {"rows": rows})


@require_POST
@person_required
def withdraw(request: PersonRequest, purpose: str) -> HttpResponse:
    """Pressed twice, the second time finds nothing left to do."""
    with suppress(consent.NotGiven):
        consent.withdraw(person=request.user, purpose=purpose, now=timezone.now())
    return redirect("people:consents")
