"""Files under DOCUMENTS_ROOT: on the disk for good before their row is committed."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from naniwa.kernel.documents.models import Document
from naniwa.library.durable import FULL, sync_folder

INCOMING = "incoming"
THUMBNAIL = ".thumb.jpg"
COMPANIONS = ".*"


class DiscFull(Exception):
    """The disc, or what this process may write of it, has no room left."""


@contextmanager
def needing_room() -> Iterator[None]:
    """Raises DiscFull where a write inside found no room."""
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise DiscFull from error


def root() -> Path:
    return Path(settings.DOCUMENTS_ROOT)


def path_of(document: Document) -> Path:
    return root() / document.stored_as


def thumbnail_of(document: Document) -> Path:
    """A JPEG; it lies beside the file."""
    path = path_of(document)
    return path.with_name(path.name + THUMBNAIL)


def page_of(document: Document, page: int) -> Path:
    """The picture of one page (counted from 1) of a PDF; made when first asked for."""
    path = path_of(document)
    return path.with_name(f"{path.name}.page{page}.png")


@contextmanager
def passing_file() -> Iterator[Path]:
    """A file for an upload under way, on the same disk; gone afterwards unless it was moved."""
    folder = root() / INCOMING
    _make_folders(folder)
    handle, name = tempfile.mkstemp(dir=folder)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def keep(source: Path, target: Path) -> None:
    """Move a file into place and wait until the disk has it, its name and its folders."""
    _make_folders(target.parent)
    with source.open("rb+") as file:
        os.fsync(file.fileno())
    source.replace(target)
    sync_folder(target.parent)


def write(content: bytes, target: Path) -> None:
    """As `keep`, for bytes."""
    with passing_file() as source:
        source.write_bytes(content)
        keep(source, target)


@contextmanager
def keeping(document: Document) -> Iterator[None]:
    """Files of this document that are kept inside go again if that fails."""
    try:
        yield
    except BaseException:
        remove(document)
        raise


def remove(document: Document) -> None:
    """Remove the file and what was made from it."""
    path = path_of(document)
    for companion in path.parent.glob(path.name + COMPANIONS):
        companion.unlink(missing_ok=True)
    path.unlink(missing_ok=True)


def _make_folders(folder: Path) -> None:
    """Each that is missing, for our own account alone (`mkdir(parents=True)` would open those above to others)."""
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    for made in reversed(missing):
        made.mkdir(mode=0o700, exist_ok=True)
        sync_folder(made.parent)
