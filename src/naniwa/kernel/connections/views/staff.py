"""Connected services, kept by the administrator of the organisation that has the agreement."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naniwa.kernel.clients.forms import KEEP, RenewForm
from naniwa.kernel.clients.operations import BOTH_HOLD, AlreadyRenewed
from naniwa.kernel.connections import operations, queries
from naniwa.kernel.connections.forms import LEVELS, SCOPES, RegisterForm
from naniwa.kernel.connections.models import Party
from naniwa.kernel.people.access import StaffRequest, staff_required

SHOWN_ONCE = "connections/secret.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("administrator")
def services(request: StaffRequest) -> HttpResponse:
    """The list, and the form; a new service's secret is shown in the answer and never again."""
    form = RegisterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _register(request, form)
    context = {"form": form, "services": queries.parties_of(request.staff.organisation)}
    return render(request, "connections/staff_services.html", context, status=422 if form.errors else 200)


def _register(request: StaffRequest, form: RegisterForm) -> HttpResponse:
    said = {**form.cleaned_data, "scopes": ["openid", *form.cleaned_data["scopes"]]}
    try:
        made = operations.register(
            **said, organisation=request.staff.organisation, by=request.staff, now=timezone.now()
        )
    except operations.AlreadyRegistered:
        messages.info(request, _("このサービスは登録済みです。鍵はもう表示できません。"))
        return redirect("connections:home")
    return render(request, SHOWN_ONCE, {"party": made.party, "secret": made.secret})


@require_safe
@staff_required("administrator")
def service(request: StaffRequest, number: UUID) -> HttpResponse:
    party, people = _found(request, number)
    context = {
        "party": party,
        "people": people,
        "level": dict(LEVELS)[party.level],
        "scopes": [word for scope, word in SCOPES if scope in party.scopes],
        "both_hold": party.former_until is not None and timezone.now() < party.former_until,
    }
    return render(request, "connections/staff_service.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("administrator")
def renew(request: StaffRequest, number: UUID) -> HttpResponse:
    """The question, and on yes the new secret, in the answer and never again."""
    party, _people = _found(request, number)
    if party.stopped_at:
        raise Http404
    seen = party.secret_renewed_at.isoformat() if party.secret_renewed_at else ""
    form = RenewForm(request.POST if request.method == "POST" else None, initial={"seen": seen, "former": KEEP})
    if request.method == "POST" and form.is_valid():
        return _renewed(request, party, form)
    return render(request, "connections/renew.html", {"party": party, "form": form}, status=422 if form.errors else 200)


def _renewed(request: StaffRequest, party: Party, form: RenewForm) -> HttpResponse:
    keep, now, seen = form.cleaned_data["former"] == KEEP, timezone.now(), parse_datetime(form.cleaned_data["seen"])
    try:
        secret = operations.renew_secret(party=party, seen=seen, keep_former=keep, by=request.staff, now=now)
    except AlreadyRenewed:
        messages.info(
            request, _("鍵は交換済みです。新しい鍵はもう表示できません。控えがなければ、もう一度交換してください。")
        )
        return redirect("connections:service", party.client_id)
    until = now + BOTH_HOLD if keep else None
    return render(request, SHOWN_ONCE, {"party": party, "secret": secret, "former_until": until, "ended": not keep})


@require_POST
@staff_required("administrator")
def stop(request: StaffRequest, number: UUID) -> HttpResponse:
    party, _people = _found(request, number)
    operations.stop(client_id=party.client_id, by=request.staff, now=timezone.now())
    messages.success(request, _("停止しました。いまから、このサービスにはだれもログインできません。"))
    return redirect("connections:service", number)


@require_POST
@staff_required("administrator")
def resume(request: StaffRequest, number: UUID) -> HttpResponse:
    party, _people = _found(request, number)
    operations.resume(client_id=party.client_id, by=request.staff, now=timezone.now())
    messages.success(request, _("再開しました。登録したときの鍵とアドレスで、またログインできます。"))
    return redirect("connections:service", number)


def _found(request: StaffRequest, number: UUID) -> tuple[Party, int]:
    """A service of the organisation acted for. Raises Http404."""
    found = queries.party_of(request.staff.organisation, number)
    if found is None:
        raise Http404
    return found
