"""Writing one backup: the database at one moment, then every document that it knows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from uuid import UUID

from naniwa.cli.backups import files, log, secret, shelf
from naniwa.cli.backups.reading import Moment, moment
from naniwa.cli.backups.shelf import DATABASE, DOCUMENTS, SETTINGS, Manifest
from naniwa.conf.environment import Environment
from naniwa.library.postgres import copying

# What is told as the work goes on: which part, how much of it is done, of how much.
type Telling = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class Replay:
    """Of a database that was replayed: see Manifest; `folders` are where its documents may lie, first come first."""

    until: str
    reached: str | None
    log_ended: bool
    secret: str
    folders: tuple[Path, ...]

    def about(self) -> dict[str, object]:
        return {"until": self.until, "reached": self.reached, "log_ended": self.log_ended, "secret": self.secret}


@dataclass(frozen=True, kw_only=True)
class Source:
    """What is backed up; `url` is of a role that sees every row. Documents are below NANIWA_DATA, or the replay's."""

    url: str
    environment: Environment
    with_secret: bool = False
    replay: Replay | None = None


def make(source: Source, folder: Path, *, now: datetime, telling: Telling) -> Path:
    """Write a whole backup below `folder`, or none. Raises Bound, NotCopied, UnderWay, OSError.

    Documents reach the disk before their rows are committed and never change, so that those copied after the
    moment of the database are all that it knows, but for what was removed in between.
    """
    earlier = files.before(next(reversed(shelf.whole(folder)), None))
    with shelf.room(folder, now=now) as place:
        with moment(source.url) as seen:
            sums = {DATABASE: _database(source, seen, place, telling)}
            about = _about(seen)
            expected = seen.documents()
        if source.replay:
            copied = _known_documents(source.replay.folders, set(map(str, expected)), place, earlier)
        else:
            copied = _documents(source.environment.data / DOCUMENTS, place, earlier, telling)
            copied |= log.add_base(source.url, folder, place)
        key = secret.secret_key(source.environment)
        secret.write(place / SETTINGS, secret.settings_file(key, with_secret=source.with_secret))
        sums |= copied | {SETTINGS: files.sha256(place / SETTINGS)}
        about |= source.replay.about() if source.replay else {"secret": secret.recognise(key)}
        manifest = Manifest(
            **about,  # type: ignore[arg-type] # each of its own type, as the manifest names them
            made_at=now.isoformat(),
            documents=len(expected),
            lacking=_lacking(expected, copied),
            files=len(sums),
            bytes=sum((place / name).stat().st_size for name in sums),
            with_secret=source.with_secret,
            sums=files.write_sums(place, sums),
        )
        shelf.write(manifest, place)
    return folder / place.name.removeprefix(shelf.BEGUN)


def _database(source: Source, seen: Moment, place: Path, telling: Telling) -> str:
    total, done = len(seen.tables()), 0

    def told(line: str) -> None:
        nonlocal done
        if "dumping contents of table" in line:
            done += 1
            telling("Database", done, total)

    target = place / DATABASE
    target.touch(mode=0o600)
    copying.dump(source.url, target, server=seen.server, snapshot=seen.snapshot, told=told)
    return files.sha256(target)


def _about(seen: Moment) -> dict[str, object]:
    return {
        "format": shelf.FORMAT,
        "naniwa": version("naniwa"),
        "postgresql": seen.server,
        "migrations": seen.migrations(),
        "tables": seen.tables(),
        "head": seen.head(),
        "last_txid": seen.last_txid(),
    }


def _documents(root: Path, place: Path, earlier: files.Before, telling: Telling) -> dict[str, str]:
    """Every file of the folder of documents, with its SHA-256 by its name in the backup."""
    found, sums = sorted(files.documents(root)), dict[str, str]()
    for number, source in enumerate(found):
        name = f"{DOCUMENTS}/{source.relative_to(root)}"
        digest = files.keep(source, place / name, name, earlier=earlier)
        if digest:
            sums[name] = digest
        telling("Documents", number + 1, len(found))
    return sums


def _known_documents(
    folders: tuple[Path, ...], expected: set[str], place: Path, earlier: files.Before
) -> dict[str, str]:
    """Of several folders, the first file of each document that the database knows: what was erased stays away."""
    sums = dict[str, str]()
    for root in folders:
        for source in files.documents(root):
            name = f"{DOCUMENTS}/{source.relative_to(root)}"
            if name not in sums and source.name[:36] in expected and source.suffix != log.BEGUN:
                digest = files.keep(source, place / name, name, earlier=earlier)
                sums |= {name: digest} if digest else {}
    return sums


def _lacking(expected: dict[UUID, str], copied: dict[str, str]) -> list[str]:
    """Documents whose file is missing, or is not the one that the database knows."""
    there = {Path(name).name: digest for name, digest in copied.items()}
    return sorted(str(number) for number, digest in expected.items() if there.get(str(number)) != digest)
