"""The demo's payment provider, a program beside the site; no money moves."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from naniwa.kernel.fees.local_provider.server import Provider, local_provider
from naniwa.library import webhook_signatures

VARIABLE = "NANIWA_PAYMENT_PROVIDERS"


@contextmanager
def take_payments(folder: Path, *, port: int = 0) -> Iterator[Provider]:
    """Run a provider for cards and QR codes and name it to the processes that start from here; `port` 0 takes any."""
    key, secret = secrets.token_urlsafe(24), webhook_signatures.new_secret()
    with local_provider(key=key, secret=secret, port=port, file=folder / "provider.json") as provider:
        before = os.environ.pop(VARIABLE, None)
        os.environ[VARIABLE] = addresses(provider)
        try:
            yield provider
        finally:
            os.environ.pop(VARIABLE, None)
            os.environ.update({VARIABLE: before} if before else {})


def addresses(provider: Provider) -> str:
    """What the setting says of a local provider."""
    place = provider.base.removeprefix("http://")
    known = f"{quote(provider.key, safe='')}:{quote(provider.caller.secret, safe='')}"
    return ",".join(f"{method}={method}+http://{known}@{place}" for method in ("card", "qr"))
