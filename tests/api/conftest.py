"""A published procedure of the present, whose cases partners read and change."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from naniwa.kernel.organisations import operations as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.procedures.operations import publishing
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.tests import factories

TWENTY_DAYS = timedelta(days=20)


@pytest.fixture
def version(db: None) -> Live:
    """The closure relief grant, open now."""
    cache.clear()
    now = timezone.now()
    organisations.load_reference()
    window = {"opens_at": now - TWENTY_DAYS, "closes_at": now + TWENTY_DAYS, "corrections_until": now + 2 * TWENTY_DAYS}
    with as_system():
        return live(publishing.publish(path=factories.CLOSURE, by=None, now=now, window=window).pk)
