"""Reads of documents and of their files."""

from collections.abc import Collection
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from naniwa.kernel.documents import page_images, storage
from naniwa.kernel.documents.limits import Kind
from naniwa.kernel.documents.models import Document
from naniwa.kernel.documents.page_images import NotDrawn

__all__ = ["NotDrawn", "NotOpen", "by_numbers", "in_collection", "open_file", "page_picture", "thumbnail", "visible"]


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
    """A JPEG of at most 360 by 360 of a picture, or the first page of a PDF, drawn once. Raises NotOpen, NotDrawn."""
    path = storage.thumbnail_of(document)
    return path if path.exists() else _drawn(document, path, page=1, dots=page_images.THUMBNAIL_DOTS, kind="jpeg")


def page_picture(document: Document, page: int) -> Path:
    """A PNG of one page of a PDF, counted from 1, drawn once. Raises NotOpen, NotDrawn."""
    path = storage.page_of(document, page)
    return path if path.exists() else _drawn(document, path, page=page, dots=page_images.READING_DOTS, kind="png")


def _drawn(document: Document, target: Path, *, page: int, dots: int, kind: str) -> Path:
    if document.media_type != Kind.PDF:
        raise NotDrawn
    storage.write(page_images.draw(_path(document), page=page, dots=dots, kind=kind), target)
    return target


def _path(document: Document) -> Path:
    if not document.may_be_opened:
        raise NotOpen
    return storage.path_of(document)
