"""The world that attacks are tried on, built once for each module; for the browser, a site of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings

from tests.journeys.conftest import papers, site, visit
from tests.security.asking import undone
from tests.security.world import World, build

__all__ = ["papers", "site", "visit"]
HERE = Path(__file__).parent
# The fewer tests, the later they are begun: those that take a minute by themselves go with a module of many.
TOGETHER = {"test_pressed_again": "test_roles", "test_extra_fields": "test_escalation"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A module stays in one process, so that its world is built once."""
    for item in items:
        if item.path.parent == HERE and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(TOGETHER.get(item.path.stem, item.path.stem)))


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One transaction around all tests of a module."""
    root = tmp_path_factory.mktemp("documents")
    kept = override_settings(DOCUMENTS_ROOT=root, VIRUS_SCANNER="console:")
    with django_db_blocker.unblock(), kept, transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def world(built: World) -> Iterator[World]:
    """What a test does to it is undone, and so is what allauth counted in memory."""
    cache.clear()
    with undone():
        yield built
    cache.clear()
