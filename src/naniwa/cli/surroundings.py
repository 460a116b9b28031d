"""What `naniwa doctor` looks at around the program: backups, clock, HTTPS, and who may read files."""

import socket
import ssl
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.utils import timezone

from naniwa.cli import restored
from naniwa.cli.backups import log, shelf
from naniwa.cli.finding import Finding
from naniwa.conf.environment import Environment
from naniwa.library.postgres import archiving

OLDEST_BACKUP = timedelta(hours=26)  # a nightly one, and two hours to write it
LARGEST_DIFFERENCE = timedelta(seconds=5)
LEAST_LEFT = timedelta(days=14)
SHORTEST_KEY = 50
PATIENCE = 3
ENVIRONMENT_FILE = Path("/etc/naniwa.env")
FURTHEST_BEHIND = 64 * 1024**2
RECEIVER = "`naniwa archive` (deploy/systemd/naniwa-archive.service)"
LET_GO = "to let the site go on without it: ALTER SYSTEM RESET synchronous_standby_names; SELECT pg_reload_conf()"
_ARCHIVE = """
SELECT active, coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)::bigint,
    position(%s in current_setting('synchronous_standby_names')) > 0
FROM pg_replication_slots WHERE slot_name = %s
"""
BACK_UP = "run `naniwa backup FOLDER` each night (deploy/systemd/naniwa-backup.timer)"


def backups() -> Iterator[Finding]:
    if getattr(settings, "DEMO", False):
        return
    folder, now = Environment.read().backups, timezone.now()
    seconds = shelf.age(folder, now=now) if folder else None
    if folder is None:
        yield Finding("backup", "NANIWA_BACKUPS is not set", f"set it to the folder of backups, and {BACK_UP}")
    elif seconds is None:
        yield Finding("backup", f"none in {folder}", BACK_UP)
    else:
        old = seconds > OLDEST_BACKUP.total_seconds()
        yield Finding("backup", f"{seconds / 3600:.0f} hours old, in {folder}", BACK_UP if old else "")


def restore() -> Iterator[Finding]:
    """Only where one left something to be done, for which the worker waits."""
    if undone := restored.undone(Environment.read().data):
        yield Finding("restore", *undone)


def archive() -> Iterator[Finding]:
    """The log is received all the time, or everybody who writes waits, or is not kept and nobody knows."""
    with connection.cursor() as cursor:
        cursor.execute(_ARCHIVE, [archiving.NAME, archiving.NAME])
        row = cursor.fetchone()
    folder = Environment.read().backups
    if row is None:
        if folder and (folder / log.LOG).is_dir():
            yield Finding("archive", f"{folder / log.LOG} is there, and nothing is received", f"start {RECEIVER}")
        return
    active, behind, waited_for = row
    waiting = "writers wait for it" if waited_for else "nobody waits for it, so the last second may be lost"
    if not active:
        freed = f"; {LET_GO}" if waited_for else ""
        yield Finding("archive", f"nothing is received; {waiting}", f"start {RECEIVER}{freed}")
        return
    remedy = "see whether the disc of NANIWA_BACKUPS is full or slow" if behind > FURTHEST_BEHIND else ""
    yield Finding("archive", f"{behind / 1024**2:.0f} MB behind; {waiting}", remedy)


def clock() -> Iterator[Finding]:
    """Deadlines are judged by the clocks of the machines, so those must agree."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        [theirs] = cursor.fetchone() or (timezone.now(),)
    difference = abs(timezone.now() - theirs)
    remedy = "let both machines follow a time server (timedatectl set-ntp true)"
    found = f"{difference.total_seconds():.1f} s from the database's"
    yield Finding("clock", found, remedy if difference > LARGEST_DIFFERENCE else "")


def https() -> Iterator[Finding]:
    if getattr(settings, "DEMO", False):
        return
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme != "https":
        yield Finding("HTTPS", settings.SITE_URL, "set NANIWA_SITE_URL to https://…, where links in mails lead")
        return
    known = any(host in {parts.hostname, "*"} for host in settings.ALLOWED_HOSTS)
    remedy = "" if known else f"add {parts.hostname} to NANIWA_HOSTS, or links in mails lead nowhere"
    yield Finding("HTTPS", settings.SITE_URL, remedy)
    yield _certificate(parts.hostname or "", parts.port or 443)


def secret_key() -> Iterator[Finding]:
    if getattr(settings, "DEMO", False):
        return
    short = len(settings.SECRET_KEY) < SHORTEST_KEY
    found = f"{len(settings.SECRET_KEY)} characters"
    yield Finding("secret key", found, f"give NANIWA_SECRET_KEY {SHORTEST_KEY} or more" if short else "")


def client_address() -> Iterator[Finding]:
    if getattr(settings, "DEMO", False):
        return
    header = Environment.read().client_address_header
    remedy = (
        "set NANIWA_CLIENT_ADDRESS_HEADER=X-Real-IP behind nginx, or all clients count as one when attempts are limited"
    )
    yield Finding("client address", header or "no header named", "" if header else remedy)


def files() -> Iterator[Finding]:
    """Secrets and documents must be closed to the machine's other users."""
    environment = Environment.read()
    data, folder = environment.data, environment.backups
    kept = next((data / "documents").glob("*/*"), None)  # every document lies in a folder like this one
    private = [data / "secret-key", kept, ENVIRONMENT_FILE, *(shelf.whole(folder) if folder else ())]
    open_ones = [str(path) for path in private if path and _open_to_others(path)]
    remedy = f"chmod o-rwx {' '.join(open_ones)}" if open_ones else ""
    yield Finding("files", f"open to others: {', '.join(open_ones)}" if open_ones else "closed to others", remedy)


def _open_to_others(path: Path) -> bool:
    try:
        return bool(path.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH))
    except OSError:
        return False


def _certificate(host: str, port: int) -> Finding:
    """As a visitor's browser sees it from this machine."""
    try:
        with (
            socket.create_connection((host, port), timeout=PATIENCE) as connected,
            ssl.create_default_context().wrap_socket(connected, server_hostname=host) as secured,
        ):
            said = secured.getpeercert() or {}
    except OSError as problem:
        return Finding("certificate", f"{host}: {problem}", "see that nginx runs and its certificate is of this name")
    ends = ssl.cert_time_to_seconds(str(said["notAfter"]))
    left = timedelta(seconds=ends - timezone.now().timestamp())
    return Finding("certificate", f"{left.days} days left", "renew it" if left < LEAST_LEFT else "")


CHECKS = (restore, backups, archive, clock, https, secret_key, client_address, files)
