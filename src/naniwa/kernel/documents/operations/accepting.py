"""Taking a file in: looked at, scanned, cleaned and on the disk before its row is written."""

import hashlib
import logging
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.core.files.base import File
from django.db import transaction
from django.db.models import Count, Sum

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Actor
from naniwa.kernel.documents import images, kinds, page_images, pdf_safety, scanning, storage, workshop
from naniwa.kernel.documents.decoding.ended import Ended
from naniwa.kernel.documents.limits import MEBIBYTE, ORDINARY, PICTURES, Kind, Limits
from naniwa.kernel.documents.models import Document, State
from naniwa.kernel.documents.page_images import NotDrawn
from naniwa.kernel.documents.receiving import NotReceived
from naniwa.kernel.documents.refusals import (
    Empty,
    HoldsMyNumber,
    Infected,
    NoSpace,
    QuotaExceeded,
    TooLarge,
    TooManyFiles,
    Unreadable,
    WrongType,
)
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person
from naniwa.library.bulkhead import PAGES
from naniwa.library.my_number import hidden

CHUNK = 256 * 1024
LONGEST_NAME = 200
KIND_WORDS = {Kind.PDF: "PDF", Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.HEIC: "HEIC", Kind.XLSX: "Excel（xlsx）"}

type Upload = File[bytes] | BinaryIO

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Cleaned:
    kind: Kind
    pages: int
    thumbnail: bytes


@transaction.atomic
def accept(
    upload: Upload,
    *,
    name: str,
    person: Person | None,
    organisation: Organisation,
    field: str,
    now: datetime,
    partner: Organisation | None = None,
    collection: str = "",
    limits: Limits = ORDINARY,
    by: Actor = None,
) -> Document:
    """Take a file for one field of one form; `collection` (a draft's reference) is what the quota counts.

    Until `assign` it is the person's alone; with no person (a paper scanned by staff) it is the office's at once.
    A file that the scanner could not judge is kept in quarantine and opened to nobody until it could.
    While the disc and the workshop are at it, the process makes others' pages.
    Raises the subclasses of Refused, each with a message for the person.
    """
    with PAGES.outside(), _room(), storage.passing_file() as path:
        received = _receive(upload, path, limits.largest)
        _check_quota(person, collection, path.stat().st_size, limits)
        kind = kinds.identify(path)
        if kind not in limits.kinds:
            raise WrongType(allowed="、".join(KIND_WORDS[allowed] for allowed in Kind if allowed in limits.kinds))
        state = _scan(path)
        cleaned = _clean(path, kind, limits)
        document = Document(
            name=plain_name(name),
            media_type=cleaned.kind.value,
            size=path.stat().st_size,
            sha256=_digest(path),
            received_sha256=received,
            state=state,
            field=field,
            collection=collection,
            pages=cleaned.pages,
            has_thumbnail=bool(cleaned.thumbnail),
            created_at=now,
            assigned_at=None if person else now,
            person=person,
            organisation=organisation,
            partner=partner,
        )
        with storage.keeping(document):
            storage.keep(path, storage.path_of(document))
            if cleaned.thumbnail:
                storage.write(cleaned.thumbnail, storage.thumbnail_of(document))
    document.save(force_insert=True)
    audit.record(
        "documents.accepted",
        by=by or person,
        target=document,
        now=now,
        field=field,
        sha256=document.sha256,
        state=state,
    )
    return document


def plain_name(name: str) -> str:
    """The last part of a path, without control characters or a My Number; never used as a name on our disk."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(c for c in last if unicodedata.category(c) not in {"Cc", "Cf"} or c == "\u200d").strip()
    return hidden(visible[-LONGEST_NAME:]) or "file"


@contextmanager
def _room() -> Iterator[None]:
    """Raises NoSpace where the disc is full, and tells the operator."""
    try:
        with storage.needing_room():
            yield
    except storage.DiscFull as error:
        logger.exception("no room for documents under %s", storage.root())
        raise NoSpace from error


def _receive(upload: Upload, path: Path, largest: int) -> str:
    """Write the upload to `path` by chunks; returns its SHA-256. Raises TooLarge, Empty, DiscFull."""
    if isinstance(upload, NotReceived):
        raise storage.DiscFull
    size, digest = 0, hashlib.sha256()
    with path.open("wb") as file:
        while chunk := upload.read(CHUNK):
            size += len(chunk)
            if size > largest:
                raise TooLarge(limit=largest // MEBIBYTE)
            digest.update(chunk)
            file.write(chunk)
    if not size:
        raise Empty
    return digest.hexdigest()


def _check_quota(person: Person | None, collection: str, size: int, limits: Limits) -> None:
    if not collection:
        return
    kept = Document.objects.filter(person=person, collection=collection, discarded_at=None)
    so_far = kept.aggregate(files=Count("pk"), bytes=Sum("size", default=0))
    if so_far["files"] >= limits.collection_files:
        raise TooManyFiles(limit=limits.collection_files)
    if so_far["bytes"] + size > limits.collection_bytes:
        raise QuotaExceeded(limit=limits.collection_bytes // MEBIBYTE)


def _scan(path: Path) -> State:
    try:
        with path.open("rb") as file:
            found = scanning.scanner().find(file)
    except scanning.ScannerUnavailable:
        return State.QUARANTINED
    if found:
        raise Infected
    return State.CLEAN


def _clean(path: Path, kind: Kind, limits: Limits) -> _Cleaned:
    """Make the file at `path` what will be kept."""
    if kind in PICTURES:
        picture = images.rewrite(path, kind, limits)
        return _Cleaned(picture.kind, 1, picture.thumbnail)
    is_pdf = kind is Kind.PDF
    cleaned = _Cleaned(kind, pdf_safety.check(path), _first_page(path)) if is_pdf else _Cleaned(kind, 1, b"")
    _look_for_my_number(path, kind)
    return cleaned


def _look_for_my_number(path: Path, kind: Kind) -> None:
    """In the words of a paper, not in pictures of words. Raises HoldsMyNumber, Unreadable."""
    ended = workshop.decode(do="read", path=str(path), kind=kind.value)
    if ended is Ended.MY_NUMBER:
        raise HoldsMyNumber
    if ended is not Ended.WELL:
        raise Unreadable


def _first_page(path: Path) -> bytes:
    """The proof that there is a page to read: staff see a PDF as pictures only. Raises Unreadable."""
    try:
        return page_images.draw(path, page=1, dots=page_images.THUMBNAIL_DOTS, kind="jpeg")
    except NotDrawn as error:
        raise Unreadable from error


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
