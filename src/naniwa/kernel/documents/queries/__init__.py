"""Reads of documents and of their files."""

import logging
from collections.abc import Collection
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.utils.translation import gettext as _

from naniwa.kernel.documents import page_images, storage
from naniwa.kernel.documents.limits import Kind
from naniwa.kernel.documents.models import Document
from naniwa.kernel.documents.page_images import NotDrawn

__all__ = [
    "NoRoom",
    "NotDrawn",
    "NotOpen",
    "by_numbers",
    "in_collection",
    "open_file",
    "page_picture",
    "picture_to_read",
    "thumbnail",
    "visible",
]


logger = logging.getLogger(__name__)


class NoRoom(NotDrawn):
    """The disc is full; the operator reads of it in the log. `message` is for whoever wants to see the page."""

    @property
    def message(self) -> str:
        return _("ただいまページの画像を保存する場所がいっぱいで、表示できません。システムの担当者に伝えてください。")


class NotOpen(Exception):
    """The document waits for the virus scanner, or was rejected or removed."""


def visible(number: UUID | str) -> Document | None:
    """The document, if row security lets the acting person and organisation see it."""
    return Document.objects.select_related("person", "organisation").filter(pk=number, discarded_at=None).first()


def by_numbers(numbers: Collection[UUID | str]) -> dict[str, Document]:
    """Those of these documents that can be seen, by their number as text."""
    return {str(each.pk): each for each in Document.objects.filter(pk__in=set(map(str, numbers)), discarded_at=None)}


def in_collection(collection: str) -> list[Document]:
    """A draft's documents in the order they came."""
    return list(Document.objects.filter(collection=collection, discarded_at=None).order_by("created_at", "pk"))


def open_file(document: Document) -> BinaryIO:
    """The kept bytes. Raises NotOpen."""
    return _path(document).open("rb")


def thumbnail(document: Document) -> Path:
    """A JPEG of at most 360 by 360 of a picture, or the first page of a PDF, drawn once.

    Raises NotOpen, NotDrawn, NoRoom.
    """
    path = storage.thumbnail_of(document)
    return path if path.exists() else _drawn(document, path, page=1, dots=page_images.THUMBNAIL_DOTS, kind="jpeg")


def page_picture(document: Document, page: int) -> Path:
    """A PNG of one page of a PDF, counted from 1, drawn once. Raises NotOpen, NotDrawn, NoRoom."""
    path = storage.page_of(document, page)
    return path if path.exists() else _drawn(document, path, page=page, dots=page_images.READING_DOTS, kind="png")


def picture_to_read(document: Document, page: int) -> bytes:
    """A page for a machine to read: what we made of a picture, or a PNG of a page at 200 dots an inch, not kept.

    Raises NotOpen, NotDrawn.
    """
    path = _path(document)
    if document.is_picture:
        return path.read_bytes()
    return page_images.draw(path, page=page, dots=page_images.MACHINE_DOTS)


def _drawn(document: Document, target: Path, *, page: int, dots: int, kind: str) -> Path:
    if document.media_type != Kind.PDF:
        raise NotDrawn
    content = page_images.draw(_path(document), page=page, dots=dots, kind=kind)
    try:
        with storage.needing_room():
            storage.write(content, target)
    except storage.DiscFull as error:
        logger.exception("no room for pictures of pages under %s", storage.root())
        raise NoRoom from error
    return target


def _path(document: Document) -> Path:
    if not document.may_be_opened:
        raise NotOpen
    return storage.path_of(document)
