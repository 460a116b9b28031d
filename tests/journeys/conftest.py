"""One site for all journeys of a session."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.folders import passable
from tests.journeys.site import Site, running
from tests.journeys.staff import WAYS, Desk, Desks
from tests.journeys.visitor import Visitor, visiting
from tests.thorough import ways

expect.set_options(timeout=15_000)

type Visit = Callable[..., AbstractContextManager[Visitor]]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running(passable(tmp_path_factory.mktemp("site"))) as site:
        yield site


@pytest.fixture(scope="session")
def visit(chromium: Browser, site: Site) -> Visit:
    """Opens browsers on the site, each with a width, a language and sessions of its own."""
    return partial(visiting, chromium, site.url)


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("papers")


@pytest.fixture(scope="session", params=ways(["desktop"], more=["phone", "without scripts"]))
def desks(request: pytest.FixtureRequest, visit: Visit) -> Iterator[Desks]:
    """The office at work in one way after the other; who has come in stays in for every test of that way."""
    way = WAYS[request.param]
    with ExitStack() as stack:
        # Each finds doors closed that are another's.
        options = {"width": way.width, "java_script_enabled": way.scripts, "expected": {403}}
        keys = ("reviewer_a", "approver", "payer", "releaser")
        yield Desks(way, *(Desk(stack.enter_context(visit(**options)), key) for key in keys))
