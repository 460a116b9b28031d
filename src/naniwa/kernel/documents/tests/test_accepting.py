"""What is taken in, what is refused, and what becomes of it."""

import hashlib
import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import typst
from django.utils import translation
from PIL import Image
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from naniwa.kernel.audit.models import Record
from naniwa.kernel.documents import operations, queries, refusals, storage
from naniwa.kernel.documents.limits import MEBIBYTE, Kind, Limits
from naniwa.kernel.documents.models import Document, State
from naniwa.kernel.documents.scanning.console import EICAR
from naniwa.kernel.documents.tests.conftest import GPS, NOW, Accept, located_picture, paper, picture, spreadsheet

pytestmark = pytest.mark.django_db


def _png_claiming(width: int, height: int) -> bytes:
    """A few bytes that say they are a gigantic picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 9)) + chunk(b"IEND", b"")
    )


def test_a_pdf_is_kept_byte_for_byte(accept: Accept) -> None:
    content = paper(pages=3)
    document = accept(content, "帳簿.pdf")
    with queries.open_file(document) as file:
        assert file.read() == content
    assert (document.media_type, document.pages, document.size) == ("application/pdf", 3, len(content))
    assert document.sha256 == document.received_sha256 == hashlib.sha256(content).hexdigest()


def test_the_acceptance_is_in_the_audit_trail(accept: Accept) -> None:
    document = accept(paper())
    record = Record.objects.get(action="documents.accepted")
    assert (record.target, record.detail["sha256"]) == (str(document.pk), document.sha256)


def test_a_photograph_loses_place_and_device_and_stands_upright(accept: Accept) -> None:
    with Image.open(BytesIO(located_picture())) as before:
        assert before.getexif().get_ifd(GPS)
    document = accept(located_picture(), "写真.jpg")
    with Image.open(storage.path_of(document)) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (480, 640), {})
    assert b"Telephone maker" not in storage.path_of(document).read_bytes()
    assert document.sha256 != document.received_sha256


def test_a_heic_photograph_becomes_jpeg(accept: Accept) -> None:
    document = accept(picture("HEIF"), "IMG_0001.HEIC")
    with Image.open(storage.path_of(document)) as kept:
        assert kept.format == "JPEG"
    assert document.media_type == Kind.JPEG


@pytest.mark.parametrize("mode", ["L", "1", "RGBA", "P", "I;16"])
def test_pictures_of_every_mode_are_taken(accept: Accept, mode: str) -> None:
    document = accept(picture("PNG", mode=mode), "p.png")
    with Image.open(storage.path_of(document)) as kept:
        assert kept.format == "PNG"


def test_a_printers_colours_become_screen_colours(accept: Accept) -> None:
    document = accept(picture("JPEG", mode="CMYK"), "p.jpg")
    with Image.open(storage.path_of(document)) as kept:
        assert kept.mode == "RGB"


def test_a_huge_photograph_is_made_smaller(accept: Accept) -> None:
    document = accept(picture("JPEG", size=(9000, 3000)), "p.jpg")
    with Image.open(storage.path_of(document)) as kept:
        assert max(kept.size) <= 6000


def test_a_thumbnail_lies_beside_the_picture(accept: Accept) -> None:
    document = accept(picture(), "p.jpg")
    with Image.open(queries.thumbnail(document)) as small:
        assert (small.format, max(small.size)) == ("JPEG", 360)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "drawing.svg"),
        (b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>", "page.pdf"),
        (b"MZ" + b"\x90\0\3\0\0\0\4" * 100, "invoice.pdf"),
        (b"%PDF-1.7\n<!DOCTYPE html><html><head><title>x</title></head><body>hello</body></html>" * 5, "x.pdf"),
        (b"GIF89a" + b"\0" * 100, "p.gif"),
        (b"hello, world", "p.jpg"),
    ],
)
def test_the_bytes_decide_and_not_the_name(accept: Accept, content: bytes, name: str) -> None:
    with pytest.raises(refusals.WrongType):
        accept(content, name)
    assert not Document.objects.exists()


def test_a_spreadsheet_is_taken_only_where_asked_for(accept: Accept) -> None:
    content = spreadsheet()
    with pytest.raises(refusals.WrongType):
        accept(content, "売上.xlsx")
    assert accept(content, "売上.xlsx", limits=Limits(kinds=frozenset({Kind.XLSX}))).media_type == Kind.XLSX


def test_a_bomb_of_a_picture_is_refused_before_it_is_decoded(accept: Accept) -> None:
    with pytest.raises(refusals.TooManyPixels):
        accept(_png_claiming(60_000, 60_000), "bomb.png")


@pytest.mark.parametrize("content", [picture()[:-400], picture("PNG")[:-200], paper()[:-200]])
def test_a_file_that_did_not_arrive_whole_is_refused(accept: Accept, content: bytes) -> None:
    with pytest.raises(refusals.Unreadable):
        accept(content)


def test_a_file_beyond_the_limit_is_not_read_to_its_end(accept: Accept) -> None:
    class Endless(BytesIO):
        given = 0

        def read(self, size: int | None = -1) -> bytes:
            assert size is not None
            assert 0 < size <= MEBIBYTE
            self.given += size
            return b"x" * size

    source = Endless()
    nowhere: Any = None
    with pytest.raises(refusals.TooLarge) as refusal:
        operations.accept(
            source, name="x", person=None, organisation=nowhere, field="f", now=NOW, limits=Limits(largest=MEBIBYTE)
        )
    assert source.given <= 2 * MEBIBYTE
    assert "1 MB" in refusal.value.message


def test_an_empty_file_is_refused(accept: Accept) -> None:
    with pytest.raises(refusals.Empty):
        accept(b"")


def test_a_virus_is_refused(accept: Accept) -> None:
    with pytest.raises(refusals.Infected):
        accept(picture() + EICAR, "p.jpg")


def test_what_the_scanner_could_not_judge_waits_in_quarantine(accept: Accept, settings: Any) -> None:
    settings.VIRUS_SCANNER = "failing:"
    document = accept(paper())
    assert document.state == State.QUARANTINED
    with pytest.raises(queries.NotOpen):
        queries.open_file(document)


def test_a_refused_file_leaves_nothing_behind(accept: Accept, root: Path) -> None:
    with pytest.raises(refusals.WrongType):
        accept(b"hello, world", "p.jpg")
    assert [path for path in root.rglob("*") if path.is_file()] == []


def test_a_draft_has_a_quota_of_files_and_of_bytes(accept: Accept) -> None:
    content = paper()
    few = Limits(collection_files=1)
    accept(content, collection="d1", limits=few)
    with pytest.raises(refusals.TooManyFiles):
        accept(content, collection="d1", limits=few)
    accept(content, collection="d2", limits=few)
    with pytest.raises(refusals.QuotaExceeded):
        accept(content, collection="d2", limits=Limits(collection_bytes=len(content) + 1))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("葛󠄀城の帳簿.pdf", "葛󠄀城の帳簿.pdf"),
        ("C:\\Users\\x\\帳簿.pdf", "帳簿.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nSet-Cookie: b.pdf", "aSet-Cookie: b.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("///", "file"),
    ],
)
def test_names_are_kept_as_typed_but_harmless(accept: Accept, given: str, kept: str) -> None:
    assert accept(paper(), given).name == kept


@pytest.mark.parametrize("refusal", refusals.Refused.__subclasses__())
def test_each_refusal_says_in_both_languages_what_to_do(refusal: type[refusals.Refused]) -> None:
    made = refusal(limit=10, allowed="PDF", feature="JavaScript")
    with translation.override("ja"):
        japanese = made.message
    with translation.override("en"):
        english = made.message
    assert japanese != english
    assert english.isascii()


def test_no_other_account_of_the_machine_may_look_into_any_folder(accept: Accept, root: Path) -> None:
    accept(paper())
    folders = [root, *(path for path in root.rglob("*") if path.is_dir())]
    assert len(folders) > 2
    assert {oct(folder.stat().st_mode & 0o777) for folder in folders} == {"0o700"}


NUMBER = "123456789018"  # made up; its last digit checks the others


def typed_into_a_field(text: str) -> bytes:
    """A form of one page with something typed into its field."""
    writer, out, name = IncrementalPdfFileWriter(BytesIO(paper())), BytesIO(), generic.pdf_name
    field = {
        name("/Type"): name("/Annot"),
        name("/Subtype"): name("/Widget"),
        name("/FT"): name("/Tx"),
        name("/T"): generic.pdf_string("number"),
        name("/V"): generic.pdf_string(text),
        name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (10, 10, 100, 30))),
    }
    kept = writer.add_object(generic.DictionaryObject(field))
    writer.root["/AcroForm"] = generic.DictionaryObject({name("/Fields"): generic.ArrayObject([kept])})
    page = writer.find_page_for_modification(0)[0].get_object()
    page["/Annots"] = generic.ArrayObject([kept])
    writer.update_container(page)
    writer.update_root()
    writer.write(out)
    return out.getvalue()


def boxed(text: str) -> bytes:
    """Each digit in a box of its own."""
    cells = ",".join(f"[{digit}]" for digit in text)
    made = typst.compile(f"#table(columns: 12, {cells})".encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def with_cell(text: str) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(spreadsheet())) as before, ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name).decode()
            cell = f'<row><c t="inlineStr"><is><t>{text[:4]}</t><t>{text[4:]}</t></is></c></row>'
            after.writestr(name, content.replace("<sheetData/>", f"<sheetData>{cell}</sheetData>"))
    return out.getvalue()


@pytest.mark.parametrize("made", [paper, boxed, typed_into_a_field, with_cell])
def test_a_paper_with_a_my_number_is_refused_and_nothing_of_it_is_kept(accept: Accept, root: Path, made: Any) -> None:
    limits = Limits(kinds=frozenset(Kind))
    with pytest.raises(refusals.HoldsMyNumber) as refused:
        accept(made(NUMBER), limits=limits)
    assert "ファイルは保存していません" in refused.value.message
    assert [path for path in root.rglob("*") if path.is_file()] == []
    assert not Document.objects.exists()
    accept(made(NUMBER[:-1] + "2"), limits=limits)
