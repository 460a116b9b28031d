"""One cluster for all of these tests, set up by the words of the guide."""

from collections.abc import Iterator

import pytest

from tests.growing.cluster import Cluster, grown

DRAFTS = 700


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Fails with the reason where packages or namespaces are not to be had; nothing is skipped."""
    with grown(DRAFTS) as one:
        yield one
