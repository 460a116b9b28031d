"""PDFs that protect themselves, act by themselves or carry other files."""

import zlib
from pathlib import Path

import pytest

from naniwa.kernel.documents import pdf_safety
from naniwa.kernel.documents.refusals import EncryptedPdf, Refused, Unreadable, UnsafePdf
from naniwa.kernel.documents.tests.conftest import paper


def _with(body: bytes) -> bytes:
    return b"%PDF-1.7\n1 0 obj\n" + body + b"\nendobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def _object_stream(inner: bytes, extra: bytes = b"", *, deflate: bool = True) -> bytes:
    packed = zlib.compress(inner) if deflate else inner
    return _with(b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode" + extra + b">>stream\r\n" + packed + b"\nendstream")


CASES = [
    (_with(b"<</S/JavaScript/JS(app.alert\\(1\\))>>"), UnsafePdf),
    (_with(b"<</S/J#61vaScr#69pt/JS(x)>>"), UnsafePdf),
    (_with(b"<</S/Launch/F(cmd.exe)>>"), UnsafePdf),
    (_with(b"<</Names<</EmbeddedFiles 2 0 R>>>>"), UnsafePdf),
    (_with(b"<</AcroForm<</XFA 3 0 R>>>>"), UnsafePdf),
    (_with(b"<</S/SubmitForm/F(https://x)>>"), UnsafePdf),
    (_object_stream(b"5 0 <</S/JavaScript/JS(x)>>"), UnsafePdf),
    (_object_stream(b"5 0 <</S/#4aavaScript/JS(x)>>"), UnsafePdf),
    (_with(b"<</Type/#4fbjStm/Subtype/Image>>stream\n" + zlib.compress(b"<</S/Launch>>") + b"\nendstream"), UnsafePdf),
    (_object_stream(b"5 0 <</S/JavaScript>>", deflate=False), UnsafePdf),
    (_object_stream(b"unknown packing", deflate=False), Unreadable),
    (_with(b"<</Encrypt 5 0 R>>"), EncryptedPdf),
    (b"%PDF-1.7\n1 0 obj\n<<>>", Unreadable),
]


@pytest.mark.parametrize(("content", "refusal"), CASES)
def test_such_a_pdf_is_refused(tmp_path: Path, content: bytes, refusal: type[Refused]) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(refusal):
        pdf_safety.check(tmp_path / "x")


@pytest.mark.parametrize(
    "content",
    [
        paper(pages=2),
        _with(b"<</Type/Catalog/OpenAction[2 0 R/Fit]>>"),
        _with(b"<</Subtype/Image/Filter/FlateDecode>>stream\n" + zlib.compress(b"/Launch ") + b"\nendstream"),
    ],
)
def test_an_ordinary_pdf_passes(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    assert pdf_safety.check(tmp_path / "x") >= 1


def test_a_stream_that_grows_without_end_is_refused(tmp_path: Path) -> None:
    bomb = zlib.compress(b"\0" * (pdf_safety.MOST_INFLATED + 1), 1)
    (tmp_path / "x").write_bytes(_with(b"<</Type/ObjStm/Filter/FlateDecode>>stream\n" + bomb + b"\nendstream"))
    with pytest.raises(Unreadable):
        pdf_safety.check(tmp_path / "x")
