"""A backup brought forward along the archived log: written as a new backup, or only tried."""

import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from naniwa.cli.backups import log, making, returning, shelf
from naniwa.cli.backups.making import Telling
from naniwa.cli.backups.reading import moment
from naniwa.cli.database import connected_as
from naniwa.conf.environment import Environment
from naniwa.library.postgres import NotStarted
from naniwa.library.postgres.replaying import TOO_SHORT, Replayed, replayed

TRIES = 3
PAUSE = 2.0


def name(until: datetime | None) -> str:
    """As the manifest names the moment."""
    return until.isoformat() if until else "end"


def make(backups: Path, until: datetime | None, telling: Telling) -> Path:
    """A new backup of the database as it was then. Raises NotReached, Damaged, NotStarted."""
    base, environment = log.choose(backups, until=until), Environment.read()
    manifest = shelf.read(base.backup)
    returning.check_files(base.backup, manifest, telling)
    with replayed(base.copy, log.folder_of(backups, base.system), until=until) as then:
        replay = making.Replay(
            until=name(until),
            reached=then.last.isoformat() if then.last else None,
            log_ended=then.log_ended,
            secret=manifest.secret,
            folders=tuple(log.documents(backups)),
        )
        source = making.Source(url=_url(then), environment=environment, replay=replay)
        return making.make(source, backups, now=datetime.now(UTC), telling=telling)


def prove(backup: Path, telling: Telling) -> float | None:
    """Replay its copy of the cluster to the end of the log, in a place that is thrown away, and recompute every seal.

    Seconds that it took; None where the backup holds no such copy. Raises NotReached, Different; needs Django.
    """
    base = log.base_of(backup)
    if base is None:
        return None
    began = time.monotonic()
    where = log.check_whole(base)
    for left in reversed(range(TRIES)):
        try:
            with replayed(base.copy, where, until=None) as then:
                _check(backup, then, telling)
            return time.monotonic() - began
        except NotStarted as problem:  # the last of the log may still be on its way
            if TOO_SHORT not in str(problem):
                raise
            if not left:
                message = f"the log in {where} ends before {base.copy} was whole: see `naniwa doctor`, archive"
                raise log.NotReached(message) from problem
        time.sleep(PAUSE)
    return None


def _check(backup: Path, then: Replayed, telling: Telling) -> None:
    from naniwa.kernel.audit import queries

    head = shelf.read(backup).head
    number, _, digest = (head or "").partition(":")
    with moment(_url(then)) as seen:
        end = seen.head()
    total = int(end.partition(":")[0]) if end else 0
    with connected_as(_url(then)):
        faults = queries.verify(
            known={int(number): digest} if head else {},
            progress=lambda block: telling("Recomputing seals of the replayed copy", block, total),
        )
    if faults:
        message = "what was replayed is not what was saved:\n" + "\n".join(map(str, faults[:20]))
        raise returning.Different(message)


def _url(then: Replayed) -> str:
    database = urlsplit(Environment.read().database_url).path.lstrip("/") or "naniwa"
    return then.server.url("postgres", database)
