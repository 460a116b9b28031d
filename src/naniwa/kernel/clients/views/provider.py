"""The authorisation server: its description, its keys, and tokens by client credentials."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter as account_adapter
from allauth.core.internal.httpkit import extract_basic_auth
from allauth.idp.oidc import views as oidc
from allauth.idp.oidc.internal.oauthlib.utils import get_validator_context
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from naniwa.kernel.clients.operations import SCOPES, known_client
from naniwa.kernel.people import limits

# A program asks once in a quarter of an hour; whoever guesses secrets asks more often.
TOKENS = limits.Rule("clients.tokens", 60, timedelta(minutes=10))
GRANT = "client_credentials"
GRANTS: dict[str, Callable[[HttpRequest], HttpResponse]] = {}
"""Ways to a token that other apps add, each answering for itself, limits included."""
DESCRIBED: list[Callable[[dict[str, Any]], dict[str, Any]]] = []
"""What other apps add to the description."""


@require_safe
def configuration(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """OpenID Connect Discovery and RFC 8414, with what is offered here and nothing else."""
    site = settings.SITE_URL
    described: dict[str, Any] = {
        "issuer": site,
        "token_endpoint": site + reverse("clients:token"),
        "revocation_endpoint": site + reverse("clients:revoke_token"),
        "jwks_uri": site + reverse("clients:jwks"),
        "scopes_supported": list(SCOPES),
        "grant_types_supported": [GRANT],
        "response_types_supported": [],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
    }
    for add in DESCRIBED:
        described = add(described)
    return JsonResponse(described, headers={"Access-Control-Allow-Origin": "*", "Cache-Control": "max-age=3600"})


@require_safe
def jwks(request: HttpRequest) -> HttpResponse:
    found: HttpResponse = oidc.jwks(request)
    return found


@csrf_exempt
@never_cache
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """RFC 6749, section 4.4. Counted by the network address, honest and wrong answers alike."""
    if added := GRANTS.get(request.POST.get("grant_type", "")):
        return added(request)
    limits_spent = _count(request)
    if limits_spent:
        return limits_spent
    if request.POST.get("grant_type") != GRANT:
        return JsonResponse({"error": "unsupported_grant_type"}, status=400)
    _make_known(request)
    found: HttpResponse = oidc.token(request)
    return found


@csrf_exempt
@never_cache
@require_POST
def revoke_token(request: HttpRequest) -> HttpResponse:
    """RFC 7009."""
    limits_spent = _count(request)
    if limits_spent:
        return limits_spent
    _make_known(request)
    found: HttpResponse = oidc.revoke(request)
    return found


def _make_known(request: HttpRequest) -> None:
    """Put the client where allauth looks for it first, so that a former secret lets it in while it holds."""
    client_id = extract_basic_auth(request.headers)[0] or request.POST.get("client_id", "")
    if client_id and (client := known_client(client_id, now=timezone.now())):
        get_validator_context().clients[client_id] = client


def _count(request: HttpRequest) -> HttpResponse | None:
    now = timezone.now()
    try:
        limits.consume(TOKENS, account_adapter().get_client_ip(request), now=now)
    except limits.TooOften as spent:
        seconds = str(max(1, int((spent.resets_at - now).total_seconds())))
        return JsonResponse({"error": "temporarily_unavailable"}, status=429, headers={"Retry-After": seconds})
    return None
