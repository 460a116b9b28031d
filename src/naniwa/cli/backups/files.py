"""The files of a backup: copied, or shared with the backup before, and checked by their SHA-256."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from naniwa.cli.backups.shelf import SUMS
from naniwa.library.postgres import LauncherError

UNDER_WAY = "incoming"  # uploads that have no row yet
CHUNK = 1024 * 1024

type Progress = Callable[[int], None]


class Damaged(LauncherError):
    """Files of the backup are missing or are not what they were."""


@dataclass(frozen=True)
class Before:
    """The backup before this one; a document never changes, so its file may be shared."""

    folder: Path | None
    sums: Mapping[str, str]

    def share(self, source: Path, target: Path, name: str) -> str | None:
        """Give the earlier copy a second name where it is of the same size and time; its SHA-256."""
        if self.folder is None or name not in self.sums:
            return None
        earlier, now = (self.folder / name).stat(), source.stat()
        if (earlier.st_size, earlier.st_mtime_ns) != (now.st_size, now.st_mtime_ns):
            return None
        os.link(self.folder / name, target)
        return self.sums[name]


def before(folder: Path | None) -> Before:
    return Before(folder, read_sums(folder) if folder else {})


def documents(root: Path) -> Iterator[Path]:
    """The files below the folder of documents, but for uploads that are still under way."""
    for folder, folders, names in root.walk():
        if folder == root and UNDER_WAY in folders:
            folders.remove(UNDER_WAY)
        yield from (folder / name for name in names)


def keep(source: Path, target: Path, name: str, *, earlier: Before) -> str | None:
    """Copy or share one file; its SHA-256, or None where it was removed meanwhile."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        shared = earlier.share(source, target, name)
        if shared:
            return shared
        digest = copy(source, target)
    except FileNotFoundError:
        target.unlink(missing_ok=True)
        return None
    shutil.copystat(source, target)
    return digest


def copy(source: Path, target: Path) -> str:
    """Copy the bytes; the SHA-256 of what was written."""
    digest = hashlib.sha256()
    with source.open("rb") as reading, target.open("wb") as writing:
        while chunk := reading.read(CHUNK):
            digest.update(chunk)
            writing.write(chunk)
    target.chmod(0o600)
    return digest.hexdigest()


def sha256(file: Path) -> str:
    with file.open("rb") as reading:
        return hashlib.file_digest(reading, "sha256").hexdigest()


def write_sums(into: Path, sums: Mapping[str, str]) -> str:
    """Write them as `sha256sum --check` reads them; the SHA-256 of the list itself."""
    (into / SUMS).write_text("".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items())))
    return sha256(into / SUMS)


def read_sums(backup: Path) -> dict[str, str]:
    lines = (backup / SUMS).read_text().splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def check(backup: Path, sums: str, progress: Progress) -> dict[str, str]:
    """Recompute every SHA-256. Raises Damaged, naming the files."""
    if not (backup / SUMS).exists() or sha256(backup / SUMS) != sums:
        message = f"{backup / SUMS} is not the list that the manifest names; take another backup"
        raise Damaged(message)
    listed = read_sums(backup)
    wrong = []
    for done, (name, digest) in enumerate(listed.items()):
        file = backup / name
        if not file.exists() or sha256(file) != digest:
            wrong.append(name)
        progress(done + 1)
    if wrong:
        message = f"{len(wrong)} files of {backup} are missing or damaged; take another backup:\n" + "\n".join(
            wrong[:20]
        )
        raise Damaged(message)
    return listed
