"""`naniwa archive`: the write-ahead log and new documents, written to the backups' disc as they come."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from uuid import UUID

import psycopg

from naniwa.cli.app import app, console, fail
from naniwa.cli.backup import reader
from naniwa.cli.backups import log, shelf
from naniwa.cli.database import server_of
from naniwa.conf.environment import Environment
from naniwa.library.postgres import Server, archiving, cluster

EVERY = 0.25  # what may be lost of documents with their own disc, but for the time of a copy
AGAIN = 0.5
OVERLAP = timedelta(minutes=10)  # longer than a transaction that keeps a document
FROM_THE_START = timedelta(days=36_500)
_NEW = """
SELECT id FROM documents_document
WHERE state IN ('clean', 'quarantined') AND created_at > now() - %s AND discarded_at IS NULL
"""

type Address = Callable[[], str]


@app.command()
def archive() -> None:
    """Write the database's log and new documents to NANIWA_BACKUPS/log as they come, until it is stopped."""
    environment = Environment.read()
    backups = environment.backups or fail("set NANIWA_BACKUPS to the folder of backups, on another disc")
    server = server_of(environment)

    def address() -> str:
        _look_again(server)
        return reader(environment, server)

    try:
        with _asked_to_stop() as stop:
            _keep(address, environment.data, backups, stop)
    finally:
        server.stop()


def _keep(address: Address, data: Path, backups: Path, stop: Event) -> None:
    """Two things side by side, so that documents never hold up the log, for which every writer waits."""
    system, version = archiving.identify(address())
    into = log.folder_of(backups, system)
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    archiving.make_slot(address(), server=version)
    console.print(f"The log goes to {into}.", highlight=False, soft_wrap=True)
    documents = Thread(target=_documents, args=(address, data, backups, stop))
    documents.start()
    try:
        while not stop.is_set():
            _receive(address(), into, version, stop)
            stop.wait(AGAIN)
    finally:
        stop.set()
        documents.join()


def _receive(url: str, into: Path, version: int, stop: Event) -> None:
    """Until the server ends, or we are to."""
    receiver = archiving.receive(url, into, server=version)
    while receiver.poll() is None and not stop.wait(0.1):
        pass
    receiver.terminate()
    receiver.wait()


def _documents(address: Address, data: Path, backups: Path, stop: Event) -> None:
    """Copy those that are new, round after round. What could not be read or written is tried again, from the start."""
    told = ""
    while not stop.is_set():
        try:
            with psycopg.connect(address(), autocommit=True, connect_timeout=5) as connection:
                for _ in _rounds(connection, data, backups, stop):
                    told = ""
        except (OSError, psycopg.Error) as problem:
            if str(problem) != told:
                console.print(f"documents wait: {problem}", highlight=False, soft_wrap=True, markup=False)
            told = str(problem)
        stop.wait(AGAIN)


def _rounds(connection: psycopg.Connection, data: Path, backups: Path, stop: Event) -> Iterator[None]:
    """First of all that there are, then of those of the last minutes."""
    kept, back = set[UUID](), FROM_THE_START
    while not stop.is_set():
        there = {number for (number,) in connection.execute(_NEW, [back])}
        new = there - kept
        newest = next(reversed(shelf.whole(backups)), None) if new else None
        kept = (there & kept) | {number for number in new if log.keep_document(number, data, backups, newest=newest)}
        back = OVERLAP
        yield
        stop.wait(EVERY)


def _look_again(server: Server) -> None:
    """The embedded server answers at another place after each start."""
    if server.folder:
        with suppress(OSError):
            server.running = cluster.running(server.folder) or server.running


@contextmanager
def _asked_to_stop() -> Iterator[Event]:
    stop = Event()
    before = {kind: signal.signal(kind, lambda *_: stop.set()) for kind in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)
