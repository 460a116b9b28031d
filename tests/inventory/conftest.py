"""A browser on the inventory's pages, each answered by the site itself in the test's own database."""

from collections.abc import Callable, Iterator
from contextvars import copy_context
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Request, Route

from naniwa.kernel.people.models import Person
from naniwa.services.inventory.tests.office import signed_in
from tests.journeys.visitor import Visitor

HOME = "http://127.0.0.1"  # an origin that browsers trust

type Come = Callable[..., tuple[Visitor, Client]]


class Answers:
    """Hands what the browser asks for to Django's test client, and its answers back.

    In the test's own context, in which its transaction is open. A redirect is followed here, as the browser would
    follow one without asking.
    """

    def __init__(self, client: Client) -> None:
        self.client = client
        self.context = copy_context()

    def __call__(self, route: Route) -> None:
        parts, request = urlsplit(route.request.url), route.request
        found = finders.find(parts.path.removeprefix("/static/")) if parts.path.startswith("/static/") else None
        if isinstance(found, str):
            route.fulfill(path=Path(found))
            return
        answer = self.context.run(self._ask, request, parts.path, parts.query)
        headers = {name: value for name, value in answer.headers.items() if name != "Set-Cookie"}
        route.fulfill(status=answer.status_code, headers=headers, body=answer.getvalue())

    def _ask(self, request: Request, path: str, query: str) -> Any:
        kind = request.headers.get("content-type", "application/octet-stream")
        body = request.post_data_buffer or b""
        answer = self.client.generic(request.method, path, body, kind, QUERY_STRING=query)
        while answer.status_code == HTTPStatus.FOUND:
            answer = self.client.get(answer.headers["Location"])
        return answer


@pytest.fixture
def come(chromium: Browser) -> Iterator[Come]:
    """Somebody at a browser of a width, in a language, with or without scripts."""
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def come(
        person: Person | None, *, width: int = 1440, language: str = "ja", scripts: bool = True
    ) -> tuple[Visitor, Client]:
        client = signed_in(person) if person else Client()
        client.cookies["language"] = language
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, locale="ja-JP", java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        page.route("**/*", Answers(client))
        visitor = Visitor(page, context, HOME, scripts, frozenset({409, 422}))
        visitor.watch(page)
        visitors.append(visitor)
        return visitor, client

    yield come
    for context in contexts:
        context.close()
    assert [said for visitor in visitors for said in visitor.complaints] == []
