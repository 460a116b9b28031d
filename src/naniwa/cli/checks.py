"""What `naniwa doctor` looks at."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from io import BytesIO

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from naniwa.cli import check_in_keys, seals, standing, surroundings
from naniwa.cli.finding import Finding
from naniwa.conf.environment import Environment
from naniwa.kernel.audit import queries as audit
from naniwa.kernel.documents import pdf, scanning
from naniwa.kernel.events import queries as events
from naniwa.kernel.jobs import queries as jobs
from naniwa.kernel.organisations.models import Organisation
from naniwa.library import limited

ENOUGH_BYTES = 2 * 1024**3
LATE = timedelta(minutes=5)
OTHERS = 20
"""Connections of the worker, of backups and of whoever looks after the database."""


def role() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        name, unbound = cursor.fetchone() or ("", True)
    remedy = "connect as naniwa_app (NANIWA_DATABASE_URL), which row security binds" if unbound else ""
    yield Finding("database role", name, remedy)


def connections() -> Iterator[Finding]:
    wanted = Environment.read().web_workers * settings.WEB_THREADS + OTHERS
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('max_connections')::int")
        (allowed,) = cursor.fetchone() or (0,)
    remedy = (
        f"raise max_connections of PostgreSQL to {wanted}, or connect through PgBouncer" if allowed < wanted else ""
    )
    yield Finding("connections", f"{allowed} allowed, up to {wanted} wanted by this node", remedy)


def tables() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    yield Finding(
        "tables",
        f"{len(waiting)} changes wait" if waiting else "up to date",
        "run `naniwa migrate`" if waiting else "",
    )


def row_security() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'person_id'"
            " WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"
            " AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"
            " AND c.relname NOT LIKE 'people\\_%' ORDER BY 1"
        )
        bare = [row[0] for row in cursor.fetchall()]
    found = f"missing on {', '.join(bare)}" if bare else "on every table about people"
    yield Finding("row security", found, "run `naniwa migrate`" if bare else "")


def reference() -> Iterator[Finding]:
    known = Organisation.objects.filter(code=settings.PREFECTURE_CODE).exists()
    found = "the prefecture is known" if known else f"no organisation {settings.PREFECTURE_CODE}"
    yield Finding("reference data", found, "" if known else "run `naniwa migrate`, or mend NANIWA_PREFECTURE")


def disc() -> Iterator[Finding]:
    free = shutil.disk_usage(Environment.read().data.parent).free
    remedy = "free some space, or move NANIWA_DATA to a larger disc" if free < ENOUGH_BYTES else ""
    yield Finding("disc", f"{free / 1024**3:.1f} GiB free", remedy)


def queues() -> Iterator[Finding]:
    now = timezone.now()
    for queue in jobs.depth(now=now):
        found = f"{queue.waiting} waiting, {queue.running} running, {queue.failed} failed"
        remedy = "read why in the worker's log, mend it, and queue the work again" if queue.failed else ""
        yield Finding(f"queue {queue.queue}", found, standing.WORKER if _late(queue.oldest_at, now) else remedy)


def outbox() -> Iterator[Finding]:
    depth, now = events.depth(), timezone.now()
    failing = f"{depth.failing} of them failed at least once: read why in the worker's log" if depth.failing else ""
    remedy = failing or (standing.WORKER if _late(depth.oldest_at, now) else "")
    yield Finding("events", f"{depth.undelivered} not yet with all handlers", remedy)


def unsealed() -> Iterator[Finding]:
    depth, now = audit.depth(), timezone.now()
    yield Finding("audit records to seal", str(depth.unsealed), standing.WORKER if _late(depth.oldest_at, now) else "")


def trail() -> Iterator[Finding]:
    faults = audit.verify()
    remedy = "run `naniwa audit verify` and keep the database as it is for the auditors" if faults else ""
    yield Finding("audit trail", f"{len(faults)} seals do not match" if faults else "whole", remedy)


def fonts() -> Iterator[Finding]:
    try:
        pdf.font_folders()
    except pdf.FontMissing as error:
        yield Finding("fonts", f"missing: {error}", "install the packages of uv.lock again (`make setup`)")
    else:
        yield Finding("fonts", "Noto Sans CJK JP")


def scanner() -> Iterator[Finding]:
    using = scanning.scanner()
    try:
        using.find(BytesIO(b"naniwa doctor"))
    except scanning.ScannerUnavailable:
        remedy = "start clamd, or set NANIWA_VIRUS_SCANNER; uploads wait in quarantine until then"
        yield Finding("virus scanner", f"{settings.VIRUS_SCANNER} does not answer", remedy)
        return
    none = isinstance(using, scanning.Console) and not getattr(settings, "DEMO", False)
    remedy = "set NANIWA_VIRUS_SCANNER=clamd://HOST:3310; uploads are not scanned" if none else ""
    yield Finding("virus scanner", settings.VIRUS_SCANNER, remedy)


def transcriber() -> Iterator[Finding]:
    """Only where the operator named one: without it nothing is recorded."""
    if not settings.TRANSCRIBER:
        return
    program = settings.TRANSCRIBER[0]
    try:
        yield Finding("transcriber", limited.found(program))
    except limited.NotThere:
        remedy = "install it, or mend NANIWA_TRANSCRIBER; recordings wait for it a day and are then destroyed"
        yield Finding("transcriber", f"no program {program}", remedy)


def _late(oldest: datetime | None, now: datetime) -> bool:
    return oldest is not None and now - oldest > LATE


type Check = Callable[[], Iterator[Finding]]

FIRST: tuple[Check, ...] = (role, connections, *surroundings.CHECKS, disc, fonts, scanner, transcriber, tables)
# Looked at where the tables are up to date; elsewhere these could only fail.
THEN: tuple[Check, ...] = (
    row_security,
    reference,
    queues,
    outbox,
    *standing.CHECKS,
    *seals.CHECKS,
    *check_in_keys.CHECKS,
    unsealed,
    trail,
)


def look(progress: Callable[[int, int], None]) -> list[Finding]:
    """Everything that can be looked at; `progress` is told how many checks of how many are done."""
    found: list[Finding] = []
    for number, check in enumerate((*FIRST, *THEN)):
        if check not in THEN or _up_to_date(found):
            found += check()
        progress(number + 1, len(FIRST) + len(THEN))
    return found


def _up_to_date(found: list[Finding]) -> bool:
    return not any(finding.remedy for finding in found if finding.subject == "tables")
