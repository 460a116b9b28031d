"""`naniwa demo`: everything on this machine, with sample data, until Ctrl-C."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Annotated
from urllib.error import URLError
from urllib.request import urlopen

import typer

from naniwa.cli import restored
from naniwa.cli.app import app, console, fail
from naniwa.cli.database import APPLICATION, OWNER, migrate_as_owner, server_of, set_up
from naniwa.cli.migrate import load_reference
from naniwa.conf.environment import Environment
from naniwa.library.postgres import Server

SETTINGS = "naniwa.conf.demo"
PATIENCE = 2.0


@app.command()
def demo(
    port: Annotated[int, typer.Option(min=1, max=65_535, help="Port of the site.")] = 8000,
    applicants: Annotated[int, typer.Option(help="Sample applications on the first start.")] = 400,
) -> None:
    """Run Naniwa on http://127.0.0.1:8000 with sample data. Ctrl-C stops all of it."""
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, _interrupt)
    environment = Environment.read()
    _check_port(port)
    environment.data.mkdir(parents=True, exist_ok=True)
    with console.status("Starting the database"):
        server = server_of(environment)
    try:
        _run(environment, server, port=port, applicants=applicants)
    except KeyboardInterrupt:
        console.print("Stopping.")
    finally:
        server.stop()


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            fail(f"port {port} is for administrators; choose one from 1024 on: naniwa demo --port 8000")
        except OSError:
            fail(
                f"port {port} is taken by another program (perhaps another demo). "
                f"Stop it, or choose another port: naniwa demo --port {port + 1}"
            )


def _run(environment: Environment, server: Server, *, port: int, applicants: int) -> None:
    from naniwa.web.demo.mailbox import receive_mail
    from naniwa.web.demo.provider import take_payments

    os.environ["NANIWA_SECRET_KEY"] = _secret(environment.data)
    os.environ["NANIWA_SITE_URL"] = f"http://127.0.0.1:{port}"
    with receive_mail(environment.data / "mailbox") as smtp_port, take_payments(environment.data):
        os.environ["NANIWA_SMTP_URL"] = f"smtp://127.0.0.1:{smtp_port}"
        set_up(SETTINGS, database_url=server.url(APPLICATION))
        with console.status("Preparing the tables"):
            migrate_as_owner(server.url(OWNER))
            load_reference()
        restored.tell(restored.hold_back(environment.data))
        if server.started_here:
            _take_up_again()
        _prepare(applicants)
        _serve(port)


def _secret(data: Path) -> str:
    """A key of this installation's own, so that sessions outlive a restart."""
    file = data / "secret-key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text()


def _take_up_again() -> None:
    """Queue again what a worker left when all was killed; on a database that only now runs, no worker is alive."""
    from django.db import transaction
    from django.utils import timezone

    from naniwa.kernel.jobs.stalled import restart_stalled

    with transaction.atomic():
        restart_stalled(now=timezone.now(), silence=timedelta(0))


def _prepare(applicants: int) -> None:
    from django.db import connection

    from naniwa.web.demo import prepare

    with console.status("Laying out sample data (first start only)"):
        prepare(applicants=applicants)
    connection.close()


def _serve(port: int) -> None:
    environment = {**os.environ, "NANIWA_END_WITH": str(os.getpid())}
    commands = [["serve", "--port", str(port)], ["worker", "--concurrency", "1"]]
    # In groups of their own: Ctrl-C reaches every process of the terminal's group, then we tell them too, and told
    # twice the web server hangs and the worker drops the job that it is doing.
    children = [
        subprocess.Popen([sys.executable, "-m", "naniwa.cli", *command], env=environment, process_group=0)
        for command in commands
    ]
    try:
        _wait_until_ready(port, children)
        _welcome(port)
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
        fail("a part of the demo ended unexpectedly; see the lines above")
    finally:
        _stop(children)


def _wait_until_ready(port: int, children: list[subprocess.Popen[bytes]]) -> None:
    for _ in range(600):
        if any(child.poll() is not None for child in children):
            fail("the site did not start; see the lines above")
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    """Let them end what they are at, for a while; a job cut off after that is taken up again at the next start."""
    for again in (signal.SIGINT, signal.SIGTERM):
        signal.signal(again, signal.SIG_IGN)
    for child in children:
        child.send_signal(signal.SIGTERM)
    until = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(timeout=max(0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _welcome(port: int) -> None:
    from naniwa.web.demo.people import sign_ins

    console.print(f"\n[bold]Naniwa is running: http://127.0.0.1:{port}[/]\n")
    console.print(f"Sign in as any of these at http://127.0.0.1:{port}/demo/ (no password):")
    for role, name, where in sign_ins():
        console.print(f"  {role:<14} {name}  {where}", highlight=False)
    console.print(f"\nMail that was sent: http://127.0.0.1:{port}/demo/mailbox/")
    console.print(
        f"Ctrl-C stops everything; the data stay in {Environment.read().data} for the next start.\n", soft_wrap=True
    )
