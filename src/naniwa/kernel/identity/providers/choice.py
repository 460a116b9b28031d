"""Which providers this installation offers."""

from django.conf import settings
from django.utils.module_loading import import_string

from naniwa.kernel.identity.providers.port import IdentityProvider
from naniwa.library.registry import Registry


def offered() -> list[IdentityProvider]:
    """In the order of the settings."""
    return [one for _, one in _registry().items()]


def provider(key: str) -> IdentityProvider:
    """Raises NotRegistered."""
    return _registry().get(key)


def _registry() -> Registry[str, IdentityProvider]:
    """Made anew each time, as settings say it: few ask, and each a few times a year."""
    found: Registry[str, IdentityProvider] = Registry("identity providers")
    for path, options in settings.IDENTITY_PROVIDERS:
        one: IdentityProvider = import_string(path)(**options)
        found.register(one.key, one)
    return found
