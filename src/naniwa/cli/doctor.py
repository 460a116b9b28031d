"""`naniwa doctor`: what is wrong with this installation, and what to do about it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated

import typer

from naniwa.cli.app import app, console, emit
from naniwa.cli.database import use_installation
from naniwa.conf.environment import Environment

ENOUGH_BYTES = 2 * 1024**3


@dataclass(frozen=True)
class Finding:
    """`remedy` is empty where all is well."""

    subject: str
    found: str
    remedy: str = ""


@app.command()
def doctor(
    *, as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False
) -> None:
    """Check this installation; names each problem with its remedy, and ends with status 1 if there is one."""
    use_installation()
    findings = [finding for check in CHECKS for finding in check()]
    problems = [finding for finding in findings if finding.remedy]
    if as_json:
        emit({"ok": not problems, "findings": [vars(finding) for finding in findings]})
    for finding in findings:
        mark = "[red]✗[/]" if finding.remedy else "[green]✓[/]"
        console.print(f"{mark} {finding.subject}: {finding.found}", highlight=False)
        if finding.remedy:
            console.print(f"  → {finding.remedy}", highlight=False)
    raise typer.Exit(1 if problems else 0)


def _role() -> Iterator[Finding]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        name, unbound = cursor.fetchone() or ("", True)
    remedy = "connect as naniwa_app (NANIWA_DATABASE_URL), which row security binds" if unbound else ""
    yield Finding("database role", name, remedy)


def _row_security() -> Iterator[Finding]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'person_id'"
            " WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"
            " AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"
            " AND c.relname NOT LIKE 'people\\_%' ORDER BY 1"
        )
        bare = [row[0] for row in cursor.fetchall()]
    yield Finding("row security", f"missing on {', '.join(bare)}" if bare else "on every table about people",
                  "run `naniwa migrate`" if bare else "")  # fmt: skip


def _migrations() -> Iterator[Finding]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    yield Finding("tables", f"{len(waiting)} changes wait" if waiting else "up to date",
                  "run `naniwa migrate`" if waiting else "")  # fmt: skip


def _disc() -> Iterator[Finding]:
    free = shutil.disk_usage(Environment.read().data.parent).free
    remedy = "free some space, or move NANIWA_DATA to a larger disc" if free < ENOUGH_BYTES else ""
    yield Finding("disc", f"{free / 1024**3:.1f} GiB free", remedy)


def _queues() -> Iterator[Finding]:
    from naniwa.kernel.audit import queries as audit
    from naniwa.kernel.organisations.isolation import as_system

    with as_system():
        faults = audit.verify()
    yield Finding("audit trail", f"{len(faults)} seals do not match" if faults else "whole",
                  "run `naniwa audit verify` and keep the database as it is for the auditors" if faults else "")  # fmt: skip


def _fonts() -> Iterator[Finding]:
    from naniwa.kernel.documents import pdf

    try:
        pdf.font_folders()
    except pdf.FontMissing as error:
        yield Finding("fonts", f"missing: {error}", "install the packages of uv.lock again (`make setup`)")
    else:
        yield Finding("fonts", "Noto Sans CJK JP")


def _scanner() -> Iterator[Finding]:
    from io import BytesIO

    from django.conf import settings

    from naniwa.kernel.documents import scanning

    scanner = scanning.scanner()
    try:
        scanner.find(BytesIO(b"naniwa doctor"))
    except scanning.ScannerUnavailable:
        yield Finding("virus scanner", f"{settings.VIRUS_SCANNER} does not answer",
                      "start clamd, or set NANIWA_VIRUS_SCANNER; uploads wait in quarantine until then")  # fmt: skip
    else:
        none = isinstance(scanner, scanning.Console) and not getattr(settings, "DEMO", False)
        remedy = "set NANIWA_VIRUS_SCANNER=clamd://HOST:3310; uploads are not scanned" if none else ""
        yield Finding("virus scanner", settings.VIRUS_SCANNER, remedy)


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _role,
    _row_security,
    _migrations,
    _disc,
    _queues,
    _fonts,
    _scanner,
)
