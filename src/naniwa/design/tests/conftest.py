"""Renders snippets, and serves the design pages to a real browser."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.template import engines
from django.test import RequestFactory
from django.test.testcases import LiveServerThread
from django.test.utils import override_settings
from playwright.sync_api import Browser, Page

MIDDLEWARE = [
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]

type Render = Callable[..., str]
type Open = Callable[..., Any]


@pytest.fixture
def render() -> Render:
    """Render template source with values."""

    def _render(source: str, **values: object) -> str:
        template = engines["django"].from_string("{% load design i18n %}" + source)
        return template.render(values, RequestFactory().get("/"))

    return _render


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Serve the design pages under the strict policy of production, without the database.

    No longer than its module: meanwhile no other addresses are known.
    """
    with override_settings(ROOT_URLCONF="naniwa.design.tests.urls", MIDDLEWARE=MIDDLEWARE):
        server = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={})
        server.daemon = True
        server.start()
        server.is_ready.wait()
        yield f"http://127.0.0.1:{server.port}/design/"
        server.terminate()
        server.join()


@pytest.fixture
def opened(chromium: Browser, site: str) -> Open:
    """Open a page; any message on the console fails the test."""

    @contextmanager
    def _open(path: str, *, width: int = 1440, quiet: bool = True, **options: Any) -> Iterator[Page]:
        context = chromium.new_context(viewport={"width": width, "height": 900}, locale="ja-JP", **options)
        context.set_default_timeout(8000)
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(site + path)
        yield page
        context.close()
        assert not quiet or said == []

    return _open
