"""Every test acts for the prefecture's system unless it says otherwise."""

from collections.abc import Iterator

import pytest

from naniwa.kernel.organisations.isolation import as_system


@pytest.fixture
def system(db: None) -> Iterator[None]:
    with as_system():
        yield
