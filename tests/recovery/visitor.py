"""Somebody at a site, without a browser: comes in by the demo's door, looks at pages, presses buttons."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from threading import Barrier
from typing import Any, Self

import httpx

from tests.recovery.site import PATIENCE

TOKEN = "csrftoken"


class Visitor:
    """One of the demo's people, by the key of the door's button. Raises httpx.TransportError when the site is gone."""

    def __init__(self, url: str, key: str) -> None:
        self.client = httpx.Client(base_url=url, timeout=PATIENCE, trust_env=False)
        self.client.get("/demo/")
        self.post(f"/demo/enter/{key}/")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def page(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return answer.text

    def post(self, path: str, values: Mapping[str, str] | None = None) -> httpx.Response:
        return self.client.post(path, data=dict(values or {}), headers={"X-CSRFToken": self.client.cookies[TOKEN]})

    def led_to(self, path: str, values: Mapping[str, str] | None = None) -> str:
        """Where a button leads."""
        answer = self.post(path, values)
        assert answer.status_code == 302, f"{path}: {answer.status_code} {answer.text[:500]}"
        return str(answer.headers["Location"])

    def hand_in(self, draft: str) -> str:
        """The receipt number, once the site has acknowledged it."""
        return self.led_to(f"/drafts/{draft}/summary/", {"consent": "yes"}).split("/")[2]


@contextmanager
def visitors(url: str, *keys: str) -> Iterator[list[Visitor]]:
    """One for each key, in windows of their own."""
    with ExitStack() as stack:
        yield [stack.enter_context(Visitor(url, key)) for key in keys]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Each in a thread of its own, all let go together."""
    gate = Barrier(len(acts))

    def go(act: Callable[[], Any]) -> Any:
        gate.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(go, acts))
