"""Fixtures of the tests of taxes."""

from collections.abc import Iterator

import pytest

from naniwa.kernel.organisations.isolation import as_system


@pytest.fixture
def system(db: None) -> Iterator[None]:
    """Act as the platform itself."""
    with as_system():
        yield
