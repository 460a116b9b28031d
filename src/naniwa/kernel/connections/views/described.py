"""What the authorisation server says of entering services."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from naniwa.kernel.clients.views.provider import DESCRIBED
from naniwa.kernel.connections.asking import METHOD, SCOPES
from naniwa.kernel.connections.views.tokens import GRANT


def described(known: dict[str, Any]) -> dict[str, Any]:
    """Its description with ours added; lists grow."""
    return known | {
        "authorization_endpoint": settings.SITE_URL + reverse("connections:authorize"),
        "userinfo_endpoint": settings.SITE_URL + reverse("connections:userinfo"),
        "scopes_supported": [*SCOPES, *known["scopes_supported"]],
        "grant_types_supported": [GRANT, *known["grant_types_supported"]],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "code_challenge_methods_supported": [METHOD],
        "acr_values_supported": ["email", "passkey", "electronic"],
        "claims_supported": ["sub", "acr", "auth_time", "sid", "name", "locale", "email", "email_verified"],
        "authorization_response_iss_parameter_supported": True,
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
    }


DESCRIBED.append(described)
