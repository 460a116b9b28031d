"""`naniwa serve` and `naniwa worker`: the two kinds of process of an installation."""

import gc
import os
import signal
import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from naniwa.cli.app import app
from naniwa.cli.database import set_up
from naniwa.cli.restored import let_worker_start
from naniwa.conf.environment import Environment

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

# Seconds that requests under way may still take when the site is stopped.
GRACE = 10
# Open at once, shared among the processes: browsers keep theirs while people read. Others would wait for one to close.
CONNECTIONS = 16_384


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65_535, help="Port to listen on.")] = 8000,
) -> None:
    """Answer requests. Put nginx before it for TLS; see docs/how-to."""
    from django.conf import settings
    from granian.constants import Interfaces
    from granian.log import LogLevels, logger
    from granian.server import Server

    set_up()
    _end_with_demo()
    _read_before_forks()
    server = Server(
        "naniwa.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=Environment.read().web_workers,
        blocking_threads=settings.WEB_THREADS,
        backlog=CONNECTIONS,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE,
        log_access=False,
        log_level=LogLevels.warning,
        websockets=False,
    )
    # The threads are meant: few of them work at a time (library.bulkhead).
    logger.addFilter(lambda record: "Python threads" not in record.getMessage())
    server.serve(target_loader=partial(_application, os.getpid()), wrap_loader=False)


@app.command()
def worker(
    concurrency: Annotated[int, typer.Option(help="Jobs at once.")] = 2,
) -> None:
    """Do the work that requests leave: mail, events, sealing, reminders."""
    let_worker_start(Environment.read().data)
    set_up()
    _end_with_demo()
    from naniwa.kernel.jobs.worker import run_worker

    run_worker(concurrency=concurrency)


def _application(server: int) -> "WSGIApplication":
    """Called in each of the server's processes: one that outlived the server would hold the port."""
    # While it loads, it still has the handler of the server, which only takes a note of the signal.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _end_with(server)
    _pool_connections()
    from naniwa.web.wsgi import application

    gc.freeze()  # as below, what this process has loaded itself
    return application


def _read_before_forks() -> None:
    """Pages and all they need, once for every process: read by each of them, they cost each 0.7 s and its memory."""
    from django.urls import get_resolver

    _ = get_resolver().reverse_dict
    # What has been loaded stays: the collector of garbage need not walk over it again and again.
    gc.freeze()


def _pool_connections() -> None:
    """Connections for the requests at work, not one for each thread: the fewer, the warmer their plans."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    database["CONN_MAX_AGE"] = 0
    database["OPTIONS"]["pool"] = {"min_size": 1, "max_size": settings.WEB_THREADS}


def _end_with_demo() -> None:
    """In the demo, a process whose parent was killed must not stay behind."""
    parent = os.environ.get("NANIWA_END_WITH")
    if parent is not None:
        _end_with(int(parent))


def _end_with(parent: int) -> None:
    """Have the system end this process when its parent dies, however that happens."""
    if sys.platform != "linux":
        return
    import ctypes

    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit(0)
