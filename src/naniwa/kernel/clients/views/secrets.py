"""A client's secret: renewed after asking once, shown once, and the one before ended early where that is wanted."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from naniwa.kernel.clients import operations
from naniwa.kernel.clients.forms import KEEP, RenewForm
from naniwa.kernel.clients.models import ApiClient
from naniwa.kernel.clients.views.staff import SECRET_KEPT_BY_NOBODY, find
from naniwa.kernel.people.access import StaffRequest, staff_required


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("administrator")
def renew(request: StaffRequest, number: UUID) -> HttpResponse:
    """The question, and on yes the new secret, in the answer and never again."""
    client = find(request, number).client
    if client.revoked_at:
        raise Http404
    asked = {"seen": _seen(client), "former": KEEP}
    form = RenewForm(request.POST if request.method == "POST" else None, initial=asked)
    if request.method == "POST" and form.is_valid():
        return _renewed(request, client, form)
    context = {"client": client, "form": form, "now": timezone.now()}
    return render(request, "clients/renew.html", context, status=422 if form.errors else 200)


def _renewed(request: StaffRequest, client: ApiClient, form: RenewForm) -> HttpResponse:
    keep, now = form.cleaned_data["former"] == KEEP, timezone.now()
    seen = parse_datetime(form.cleaned_data["seen"])
    try:
        secret = operations.renew_client_secret(client=client, seen=seen, keep_former=keep, by=request.staff, now=now)
    except operations.AlreadyRenewed:
        messages.info(
            request, _("鍵は交換済みです。新しい鍵はもう表示できません。控えがなければ、もう一度交換してください。")
        )
        return redirect("clients:client", client.public_id)
    context = {"client": client, "client_id": client.oidc_id, "secret": secret, "ended": not keep}
    until = now + operations.BOTH_HOLD if keep else None
    return render(request, SECRET_KEPT_BY_NOBODY, {**context, "former_until": until})


@require_POST
@staff_required("administrator")
def end_former(request: StaffRequest, number: UUID) -> HttpResponse:
    operations.end_former_secret(client=find(request, number).client, by=request.staff, now=timezone.now())
    messages.success(request, _("前の鍵を停止しました。新しい鍵だけが使えます。"))
    return redirect("clients:client", number)


def _seen(client: ApiClient) -> str:
    return client.secret_renewed_at.isoformat() if client.secret_renewed_at else ""
