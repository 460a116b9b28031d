"""A published procedure of the present, whose cases partners read and change."""

from datetime import timedelta
from itertools import cycle

import pytest
from django.core.cache import cache
from django.utils import timezone

from naniwa.kernel.clients.operations import keys
from naniwa.kernel.organisations import operations as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.procedures.operations import publishing
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.tests import factories

TWENTY_DAYS = timedelta(days=20)


@pytest.fixture(scope="session")
def made_keys() -> list[str]:
    """Real keys, made once, and shorter than ours: each takes as long as a test, and each token loads one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "BITS", 2048)
        return [keys.new_pem() for _ in range(3)]


@pytest.fixture(autouse=True)
def _keys_at_hand(made_keys: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    following = cycle(made_keys)
    monkeypatch.setattr(keys, "new_pem", lambda: next(following))


@pytest.fixture
def version(db: None) -> Live:
    """The closure relief grant, open now."""
    cache.clear()
    now = timezone.now()
    organisations.load_reference()
    window = {"opens_at": now - TWENTY_DAYS, "closes_at": now + TWENTY_DAYS, "corrections_until": now + 2 * TWENTY_DAYS}
    with as_system():
        return live(publishing.publish(path=factories.CLOSURE, by=None, now=now, window=window).pk)
