"""The port to payment providers, and which of them this installation uses."""

from collections.abc import Callable, Mapping
from functools import cache
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings

from naniwa.kernel.fees.providers.console import Console
from naniwa.kernel.fees.providers.failing import Failing
from naniwa.kernel.fees.providers.hosted import Hosted
from naniwa.kernel.fees.providers.port import (
    Declined,
    HostedPage,
    Method,
    Notice,
    NoticeKind,
    Order,
    PaymentProvider,
    ProviderUnavailable,
    Status,
    Unreadable,
)
from naniwa.library.registry import Registry
from naniwa.library.webhook_signatures import Forged

__all__ = [
    "KINDS",
    "Console",
    "Declined",
    "Failing",
    "Forged",
    "Hosted",
    "HostedPage",
    "Method",
    "Notice",
    "NoticeKind",
    "Order",
    "PaymentProvider",
    "ProviderUnavailable",
    "Status",
    "Unreadable",
    "provider",
    "provider_at",
    "providers",
]


def _hosted(method: Method) -> Callable[[SplitResult], PaymentProvider]:
    def made(parts: SplitResult) -> PaymentProvider:
        scheme = parts.scheme.partition("+")[2] or "https"
        place = f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
        base = f"{scheme}://{place}{parts.path}".rstrip("/")
        return Hosted(base, method, key=unquote(parts.username or ""), secret=unquote(parts.password or ""))

    return made


KINDS: Registry[str, Callable[[SplitResult], PaymentProvider]] = Registry("payment providers")
"""What may stand before the colon of a provider's address; a new kind of provider is a file here and a line below."""
KINDS.register("card", _hosted("card"))
KINDS.register("qr", _hosted("qr"))
KINDS.register("console", lambda parts: Console(secret=unquote(parts.password or "")))
KINDS.register("failing", lambda _parts: Failing())


def providers() -> Mapping[str, PaymentProvider]:
    """The providers of the setting PAYMENT_PROVIDERS by their names, in its order."""
    return {name: provider_at(url) for name, url in settings.PAYMENT_PROVIDERS.items()}


def provider(name: str) -> PaymentProvider | None:
    """One provider of the setting; None if it has no such name."""
    url = settings.PAYMENT_PROVIDERS.get(name)
    return None if url is None else provider_at(url)


@cache
def provider_at(url: str) -> PaymentProvider:
    """`card+https://key:secret@host/path`, `qr+https://…`, `console:` or `failing:`. Raises NotRegistered."""
    parts = urlsplit(url)
    return KINDS.get(parts.scheme.partition("+")[0])(parts)
