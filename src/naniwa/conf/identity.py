"""The file that names the providers of identities of an installation."""

import json
from pathlib import Path
from typing import Any

from naniwa.conf.accepted import UnreadableSetting

OPENID_CONNECT = "naniwa.kernel.identity.providers.oidc.OpenIdConnect"
CARD_READER = "naniwa.kernel.identity.providers.card.CardReader"
NEEDED = frozenset({"key", "issuer", "client_id", "client_secret", "title_ja", "title_en"})
KNOWN = NEEDED | {"scope", "acr", "test"}

type Chosen = list[tuple[str, dict[str, Any]]]


def identity_providers(file: Path | None) -> Chosen:
    """A JSON list, each object an OpenID Connect provider; none where no file is named. Raises UnreadableSetting."""
    if file is None:
        return []
    try:
        listed = json.loads(file.read_text())
        fits = all(NEEDED <= one.keys() <= KNOWN for one in listed)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise UnreadableSetting(_words(file)) from error
    if not fits:
        raise UnreadableSetting(_words(file))
    return [(OPENID_CONNECT, one) for one in listed]


def _words(file: Path) -> str:
    needed = ", ".join(sorted(NEEDED))
    return f"NANIWA_IDENTITY_PROVIDERS: {file} must be a JSON list of objects with {needed}; see the reference"
