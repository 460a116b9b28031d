"""Tokens for a code, and what a token entitles a service to know."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.core.internal.httpkit import extract_basic_auth
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from naniwa.kernel.clients.views.provider import GRANTS
from naniwa.kernel.connections import operations
from naniwa.kernel.connections.models import Party
from naniwa.kernel.connections.operations.exchanging import PASS_LASTS
from naniwa.kernel.people import limits

GRANT = "authorization_code"
# A busy service redeems many codes; only wrong secrets and wrong codes are counted.
WRONG = limits.Rule("connections.wrong", 60, timedelta(minutes=10))


def token(request: HttpRequest) -> HttpResponse:
    """RFC 6749, section 4.1.3, with RFC 7636; reached by way of the provider's token endpoint."""
    party = _party(request)
    if party is None:
        return _wrong(request, "invalid_client", status=401)
    sent = request.POST
    given = {"code": sent.get("code", ""), "redirect_uri": sent.get("redirect_uri", "")}
    try:
        made = operations.exchange(party=party, **given, verifier=sent.get("code_verifier", ""), now=timezone.now())
    except operations.CodeNotValid:
        return _wrong(request, "invalid_grant")
    return JsonResponse(
        {
            "access_token": made.access_token,
            "token_type": "Bearer",
            "expires_in": int(PASS_LASTS.total_seconds()),
            "scope": made.scopes,
            "id_token": made.id_token,
        },
        headers={"Cache-Control": "no-store"},
    )


GRANTS[GRANT] = token


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def userinfo(request: HttpRequest) -> HttpResponse:
    """OpenID Connect Core, section 5.3; the pass comes in the header alone."""
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    told = operations.tell_about(token=token, now=timezone.now()) if kind.lower() == "bearer" and token else None
    if told is None:
        return JsonResponse(
            {"error": "invalid_token"}, status=401, headers={"WWW-Authenticate": 'Bearer error="invalid_token"'}
        )
    return JsonResponse(told)


def _party(request: HttpRequest) -> Party | None:
    client_id, secret = extract_basic_auth(request.headers)
    if not client_id:
        client_id, secret = request.POST.get("client_id", ""), request.POST.get("client_secret", "")
    return operations.known_party(client_id or "", secret or "", now=timezone.now())


def _wrong(request: HttpRequest, code: str, *, status: int = 400) -> HttpResponse:
    now = timezone.now()
    try:
        limits.consume(WRONG, get_adapter().get_client_ip(request), now=now)
    except limits.TooOften as spent:
        seconds = str(max(1, int((spent.resets_at - now).total_seconds())))
        return JsonResponse({"error": "temporarily_unavailable"}, status=429, headers={"Retry-After": seconds})
    headers = {"WWW-Authenticate": "Basic"} if status == 401 else {}  # noqa: PLR2004 - not known
    return JsonResponse({"error": code}, status=status, headers={"Cache-Control": "no-store", **headers})
