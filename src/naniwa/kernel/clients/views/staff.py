"""Partners' programs, kept by the administrator of their organisation: register, watch, tell, stop."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naniwa.kernel.clients import operations, outgoing, queries
from naniwa.kernel.clients.forms import RegisterForm, WebhookForm
from naniwa.kernel.clients.models import Webhook
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.kernel.people.models import Role

SECRET_KEPT_BY_NOBODY = "clients/secret.html"  # noqa: S105 - a template


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("administrator")
def clients(request: StaffRequest) -> HttpResponse:
    """The list, and the form; a new client's secret is shown in the answer and never again."""
    form = RegisterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _register(request, form)
    context = {"form": form, "clients": queries.clients_in(request.staff.organisation)}
    return render(request, "clients/clients.html", context, status=422 if form.errors else 200)


def _register(request: StaffRequest, form: RegisterForm) -> HttpResponse:
    said = form.cleaned_data
    roles = [Role(role) for role in said.pop("roles")]
    try:
        made = operations.register(**said, roles=roles, by=request.staff, now=timezone.now())
    except operations.AlreadyRegistered:
        messages.info(request, _("このクライアントは登録済みです。鍵はもう表示できません。"))
        return redirect("clients:client", said["number"])
    context = {"client": made.client, "client_id": made.client.oidc_id, "secret": made.secret}
    return render(request, SECRET_KEPT_BY_NOBODY, context)


@require_safe
@staff_required("administrator")
def client(request: StaffRequest, number: UUID) -> HttpResponse:
    return _page(request, find(request, number), WebhookForm())


@require_POST
@staff_required("administrator")
def revoke(request: StaffRequest, number: UUID) -> HttpResponse:
    operations.revoke(client=find(request, number).client, by=request.staff, now=timezone.now())
    messages.success(request, _("停止しました。このクライアントはもう何もできません。記録は残ります。"))
    return redirect("clients:client", number)


@never_cache
@require_POST
@staff_required("administrator")
def webhook(request: StaffRequest, number: UUID) -> HttpResponse:
    """Where to tell it; the secret is shown in the answer and never again."""
    entry, form, now = find(request, number), WebhookForm(request.POST), timezone.now()
    if form.is_valid():
        url = form.cleaned_data["url"].strip()
        try:
            secret = operations.set_webhook(client=entry.client, url=url, by=request.staff, now=now)
        except outgoing.NotAllowed:
            form.add_error("url", _("https:// で始まる、インターネットから届くアドレスを入力してください。"))
        except outgoing.NotDelivered:
            form.add_error("url", _("このアドレスのホスト名が見つかりません。つづりを確かめてください。"))
        else:
            return render(request, SECRET_KEPT_BY_NOBODY, {"client": entry.client, "webhook_secret": secret})
    return _page(request, entry, form)


@never_cache
@require_POST
@staff_required("administrator")
def renew_secret(request: StaffRequest, number: UUID) -> HttpResponse:
    entry = find(request, number)
    secret = operations.renew_secret(webhook=webhook_of(entry), by=request.staff, now=timezone.now())
    return render(request, SECRET_KEPT_BY_NOBODY, {"client": entry.client, "webhook_secret": secret, "renewed": True})


@require_POST
@staff_required("administrator")
def ping(request: StaffRequest, number: UUID) -> HttpResponse:
    client = webhook_of(find(request, number)).client
    operations.ping(client=client, now=timezone.now())
    messages.success(request, _("試しの通知を送ります。結果は「送信の記録」に出ます。"))
    return redirect("clients:client", number)


@require_POST
@staff_required("administrator")
def remove_webhook(request: StaffRequest, number: UUID) -> HttpResponse:
    operations.remove_webhook(client=find(request, number).client, by=request.staff, now=timezone.now())
    messages.success(request, _("送り先を削除しました。"))
    return redirect("clients:client", number)


def _page(request: StaffRequest, entry: queries.Entry, form: WebhookForm) -> HttpResponse:
    former_until = entry.client.former_until
    context = {
        "entry": entry,
        "client": entry.client,
        "both_hold": former_until is not None and timezone.now() < former_until,
        "webhook": queries.webhook_of(entry.client),
        "calls": queries.calls_of(entry.client),
        "form": form,
    }
    return render(request, "clients/client.html", context, status=422 if form.errors else 200)


def find(request: StaffRequest, number: UUID) -> queries.Entry:
    """A client of the organisation acted for. Raises Http404."""
    found = queries.client_in(request.staff.organisation, number)
    if found is None:
        raise Http404
    return found


def webhook_of(entry: queries.Entry) -> Webhook:
    """Raises Http404."""
    found = queries.webhook_of(entry.client)
    if found is None or entry.client.revoked_at:
        raise Http404
    return found
