"""What allauth's OIDC provider asks the platform: keys, secrets, and subjects that tell nothing."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from typing import Any, Literal

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.idp.oidc.internal.private_keys import filter_keys
from allauth.idp.oidc.models import Client, PrivateKey
from django.conf import settings
from django.utils import timezone

from naniwa.kernel.clients import boxes, queries
from naniwa.kernel.clients.operations import keys
from naniwa.kernel.people.models import Person


class OIDCAdapter(DefaultOIDCAdapter):  # type: ignore[misc] # allauth has no types
    def generate_client_secret(self) -> str:
        return secrets.token_urlsafe(32)

    def get_issuer(self) -> str:
        return settings.SITE_URL

    def list_private_keys(
        self, *, did_activate: Literal[True] | None = None, is_active: Literal[True] | None = None
    ) -> list[PrivateKey]:
        """Ours are in the database, the first one made when it is first asked for."""
        now = timezone.now()  # noqa: TID251 - allauth gives no time
        found = [
            PrivateKey(pem=key.pem, issued_at=key.made_at, expires_at=key.ends_at) for key in keys.signing_keys(now=now)
        ]
        return list(filter_keys(found, did_activate=did_activate, is_active=is_active))

    def get_user_sub(self, client: Client, user: Person) -> str:
        """Opaque and pairwise: two clients cannot tell that they speak of one person, and no row number is told."""
        text = f"{client.pk}\0{user.public_id}"
        digest = hmac.new(boxes.derived("sub"), text.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def get_user_by_sub(self, client: Client, sub: str) -> Person | None:  # noqa: ARG002 - allauth's signature
        """There is no way back from a subject, and no page here asks for one."""
        return None

    def populate_access_token(
        self,
        access_token: dict[str, Any],
        *,
        client: Client,
        scopes: Iterable[str],  # noqa: ARG002 - allauth's signature
        user: Person | None,  # noqa: ARG002 - client credentials have none
        **kwargs: Any,  # noqa: ANN401, ARG002 - allauth's signature
    ) -> None:
        """Who acts is the client's own person (RFC 9068 wants a subject), and only the API is to take the token."""
        known = queries.client_of(client.pk)
        access_token["aud"] = f"{settings.SITE_URL}/api/v1"
        if known:
            access_token["sub"] = self.get_user_sub(client, known.person)
