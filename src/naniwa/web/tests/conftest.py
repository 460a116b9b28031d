"""Every page of the frame needs the prefecture."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from naniwa.kernel.organisations.operations import load_reference


@pytest.fixture(autouse=True)
def _prefecture(db: None) -> Iterator[None]:
    load_reference()
    yield
    cache.clear()
