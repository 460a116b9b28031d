"""Requests of which nothing stays, so that one world serves every route."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from django.db import connection, transaction
from django.test import Client

METHODS = ("get", "post")


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done inside has not happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def writes() -> dict[str, tuple[int, int, int]]:
    """How many rows of each table this transaction has added, changed and removed so far, also where it was undone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_xact_user_tables")
        return {name: (added, changed, removed) for name, added, changed, removed in cursor.fetchall()}


def written_since(already: Mapping[str, tuple[int, int, int]]) -> set[str]:
    """Tables in which anything was written since; all others hold what they held."""
    return {table for table, counts in writes().items() if counts != already.get(table, (0, 0, 0))}


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
