"""A conservative look into a PDF: protected, active and broken files are not taken.

Every name in the file is read, with its #-escapes undone, both in the raw bytes and inside compressed object streams
(ISO 32000-1, 7.5.7). Not covered: faults aimed at one viewer's font or picture decoder, links to web pages, and broken
structures that a lenient viewer mends in its own way. That is why PDFs are shown to staff as pictures of their pages.
"""

import mmap
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from naniwa.kernel.documents.limits import MEBIBYTE
from naniwa.kernel.documents.refusals import EncryptedPdf, Unreadable, UnsafePdf

# Names that make a viewer do something, or that carry another file. /JS alone is too short to look for in compressed
# data; every action that runs it also says /JavaScript or /Rendition (ISO 32000-1, 12.6.4).
ACTIVE = {
    b"JavaScript": "JavaScript",
    b"Rendition": "Rendition",
    b"Launch": "Launch",
    b"EmbeddedFile": "EmbeddedFile",
    b"EmbeddedFiles": "EmbeddedFiles",
    b"RichMedia": "RichMedia",
    b"GoToE": "GoToE",
    b"SubmitForm": "SubmitForm",
    b"ImportData": "ImportData",
    b"XFA": "XFA",
}
NAME = re.compile(rb"/([A-Za-z#][A-Za-z0-9#]{2,60})(?=[\x00\t\n\x0c\r ()<>\[\]{}/%]|$)")
ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
STREAM = re.compile(rb"stream\r?\n")
PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
DICTIONARY = 4096  # how far before a stream its own dictionary is looked for
TAIL = 2048
MOST_INFLATED = 256 * MEBIBYTE

type Bytes = bytes | mmap.mmap


def check(path: Path) -> int:
    """How many pages there are (at least 1). Raises EncryptedPdf, UnsafePdf, Unreadable."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as raw:
        if b"%%EOF" not in raw[-TAIL:]:
            raise Unreadable
        _check_names(raw)
        pages = len(PAGE.findall(raw))
        for inner in _object_streams(raw):
            _check_names(inner)
            pages += len(PAGE.findall(inner))
    return max(pages, 1)


def _check_names(content: Bytes) -> None:
    for match in NAME.finditer(content):
        name = ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), match[1])
        if name == b"Encrypt":
            raise EncryptedPdf
        if name in ACTIVE:
            raise UnsafePdf(feature=ACTIVE[name])


def _object_streams(raw: mmap.mmap) -> Iterator[bytes]:
    """What compressed streams hold. Pictures are left out, unless they also claim to be object streams."""
    budget = MOST_INFLATED
    for match in STREAM.finditer(raw):
        before = raw[max(0, match.start() - DICTIONARY) : match.start()]
        own = before[before.rfind(b"obj") + 3 :]
        objects = b"ObjStm" in ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), own)
        if b"/Image" in own and not objects:
            continue
        inner = _inflate(raw, match.end(), budget)
        if objects and not inner:
            raise Unreadable
        budget -= len(inner)
        yield inner


def _inflate(raw: mmap.mmap, start: int, budget: int) -> bytes:
    """The stream as far as it inflates; empty where it is not deflated."""
    end = raw.find(b"endstream", start)
    unpacker = zlib.decompressobj()
    try:
        inner = unpacker.decompress(raw[start : end if end > 0 else len(raw)], budget)
    except zlib.error:
        return b""
    if unpacker.unconsumed_tail:  # it would grow beyond any honest paper
        raise Unreadable
    return inner
