"""Files that mean harm, made on the spot."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from naniwa.kernel.documents.tests.conftest import paper, spreadsheet

SCRIPT = b"<script>alert(1)</script>"


def zip_bomb() -> bytes:
    """Two hundred kilobytes that unpack to two hundred megabytes."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        file.writestr("zeros", bytes(200 * 1024 * 1024))
    return out.getvalue()


def bomb_workbook() -> bytes:
    """A workbook with a sheet that unpacks without end."""
    out = BytesIO(spreadsheet())
    with ZipFile(out, "a", ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet2.xml", b"<" + b"a" * (100 * 1024 * 1024))
    return out.getvalue()


def macro_workbook() -> bytes:
    """A workbook that carries a program."""
    out = BytesIO(spreadsheet())
    with ZipFile(out, "a", ZIP_DEFLATED) as file:
        file.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    return out.getvalue()


def old_workbook() -> bytes:
    """The container of Office before 2007, where macros are at home."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "Workbook".encode("utf-16-le") + bytes(4096)


def vast() -> bytes:
    """A whole picture of 200 megapixels in a few kilobytes."""
    out = BytesIO()
    Image.new("1", (20_000, 10_000)).save(out, "PNG")
    return out.getvalue()


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be so large."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def picture_with_script() -> bytes:
    """A picture whose remarks are a script."""
    out, remarks = BytesIO(), PngInfo()
    remarks.add_text("Comment", SCRIPT.decode())
    Image.new("RGB", (30, 30), "#fff").save(out, "PNG", pnginfo=remarks)
    return out.getvalue()


def picture_and_page() -> bytes:
    """A picture with a page of script behind its end."""
    return picture_with_script() + b"<!DOCTYPE html>" + SCRIPT * 9


def photograph_with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x9286] = "Telephone maker", "at home"
    exif.get_ifd(0x8825).update({1: "N", 2: (34.0, 41.0, 11.0), 3: "E", 4: (135.0, 31.0, 12.0)})
    out = BytesIO()
    Image.new("RGB", (64, 64), "#888").save(out, "JPEG", exif=exif, comment=b"secret place")
    return out.getvalue()


HTML = b"<!DOCTYPE html><html><head><title>x</title></head><body>" + SCRIPT + b"</body></html>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'>" + SCRIPT + b"</svg>"
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><svg><text>&b;</text></svg>'
SHELL = b"#!/bin/sh\nid\n" * 20


def actions(what: bytes) -> bytes:
    """A readable PDF that would do something by itself."""
    return paper().replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<<" + what + b">>", 1)
