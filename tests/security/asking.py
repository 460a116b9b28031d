"""Requests of which nothing stays, so that one world serves every route."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from django.db import transaction
from django.test import Client

METHODS = ("get", "post")


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done inside has not happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(client: Client, method: str, url: str, body: Mapping[str, Any] | None = None, **headers: str) -> Any:
    """The answer, a file read to its end; what came of it stays."""
    answer: Any = client.get(url, headers=headers) if method == "get" else client.post(url, body or {}, headers=headers)
    if answer.streaming:
        answer.body = b"".join(answer)
    else:
        answer.body = answer.content
    return answer


def tried(client: Client, method: str, url: str, body: Mapping[str, Any] | None = None, **headers: str) -> Any:
    """The answer; what came of it is undone, in the browser as well."""
    kept = deepcopy(client.cookies)
    with undone():
        answer = ask(client, method, url, body, **headers)
    client.cookies = kept
    return answer
