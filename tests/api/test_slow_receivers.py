"""A receiver that keeps the line open ties up a worker for no longer than the whole time of one call."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from typing import Any

import pytest

from naniwa.kernel.clients import outgoing

WHOLE = 0.4
ENOUGH, STEP = 3.0, 0.05


@contextmanager
def listening(answer: Callable[[socket.socket, Event], None]) -> Iterator[int]:
    """The port of a server that treats its one caller like this until it is told to stop."""
    server, over = socket.create_server(("127.0.0.1", 0)), Event()

    def serve() -> None:
        caller, _ = server.accept()
        with caller:
            answer(caller, over)

    thread = Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server.getsockname()[1]
    finally:
        over.set()
        thread.join()
        server.close()


def byte_by_byte(caller: socket.socket, over: Event) -> None:
    caller.recv(4096)
    try:
        caller.sendall(b"HTTP/1.1 ")
        for _ in range(int(ENOUGH / STEP)):
            over.wait(STEP)
            caller.sendall(b"x")
    except OSError:
        over.wait()


def silent(_caller: socket.socket, over: Event) -> None:
    over.wait()


@pytest.mark.parametrize(("scheme", "answer"), [("http", byte_by_byte), ("http", silent), ("https", silent)])
def test_a_call_is_cut_off_when_its_time_is_over(
    scheme: str, answer: Callable[[socket.socket, Event], None], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WEBHOOKS_MAY_STAY_LOCAL = True
    monkeypatch.setattr(outgoing, "WHOLE_SECONDS", WHOLE)
    with listening(answer) as port:
        began = monotonic()
        with pytest.raises(outgoing.NotDelivered):
            outgoing.post(f"{scheme}://127.0.0.1:{port}/", b"{}", {})
        assert monotonic() - began < ENOUGH
