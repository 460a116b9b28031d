"""Renders snippets, and serves the design pages to a real browser."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.template import engines
from django.test import RequestFactory
from django.test.testcases import LiveServerThread
from django.test.utils import override_settings
from playwright.sync_api import Browser, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MIDDLEWARE = [
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]

type Render = Callable[..., str]


@pytest.fixture
def render() -> Render:
    """Render template source with values."""

    def _render(source: str, **values: object) -> str:
        template = engines["django"].from_string("{% load design i18n %}" + source)
        return template.render(values, RequestFactory().get("/"))

    return _render


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Serve the design pages under the strict policy of production, without the database."""
    with override_settings(ROOT_URLCONF="naniwa.design.tests.urls", MIDDLEWARE=MIDDLEWARE):
        server = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={})
        server.daemon = True
        server.start()
        server.is_ready.wait()
        yield f"http://127.0.0.1:{server.port}/design/"
        server.terminate()
        server.join()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()
