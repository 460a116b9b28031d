"""The PDFs that we issue."""

import subprocess
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from naniwa.kernel.documents import pdf

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
NAMES = ["髙橋", "﨑山", "𠮷野", "辻󠄀", "葛󠄀城", "㐂"]
TEMPLATE = """
#import "/kernel/documents/typst/naniwa.typ": *
#let data = given()
#show: paper.with(data, title: data.title, author: "大阪府", foot: [受付番号 G-0001])
#letterhead(
  data, reference: "G-0001", date: data.date,
  addressee: (name: data.names.first(), lines: ("〒540-8570", "大阪市中央区大手前2丁目")),
  sender: (name: "大阪府", lines: ("商工労働部", "電話 06-1234-5678")),
)
= #data.title
#say(data, [受け付けました。], [We received your application.])
#outcome(say(data, "支給決定", "Approved"))
#pairs((("お名前", data.names.join("、")), ("金額", "1,000,000円")))
#leads-to(data.qr, [次のページ], "https://naniwa.example/G-0001")
#signature(("大阪府知事",))
"""


@pytest.fixture
def template(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A template of an app under the package's own root."""
    path = Path(settings.PACKAGE, "kernel", "documents", "typst", f"test-{uuid.uuid4().hex}.typ")
    path.write_text(TEMPLATE, encoding="utf-8")
    monkeypatch.setattr(pdf, "template_path", lambda _name: path)
    yield "test/receipt"
    path.unlink()


def _data() -> dict[str, Any]:
    return {
        "title": "受付のお知らせ",
        "names": NAMES,
        "date": pdf.long_date(date(2026, 11, 22), language="ja"),
        "qr": pdf.qr("https://naniwa.example/G-0001"),
    }


def _poppler(tool: str, content: bytes, *options: str) -> str:
    """What a tool of poppler-utils says about a PDF."""
    return subprocess.run([tool, "-", *options], input=content, capture_output=True, check=True).stdout.decode()  # noqa: S603 - fixed tools


def _text(content: bytes) -> str:
    return _poppler("pdftotext", content, "-")


@pytest.mark.parametrize("name", NAMES)
def test_every_name_stands_in_the_pdf_as_typed(template: str, name: str) -> None:
    assert name in _text(pdf.render(template, _data(), language="ja", now=NOW))


def test_every_character_has_a_glyph(template: str) -> None:
    content = pdf.render(template, _data(), language="ja", now=NOW)
    fonts = _poppler("pdffonts", content)
    assert {line.split()[0].partition("+")[2] for line in fonts.splitlines()[2:]} <= {
        "NotoSansCJKjp-Regular-Identity-H",
        "NotoSansCJKjp-Bold-Identity-H",
        "NotoSansCJKjp-Regular",
        "NotoSansCJKjp-Bold",
    }


def test_a_letter_has_its_parts_in_the_readers_language(template: str) -> None:
    japanese = _text(pdf.render(template, _data(), language="ja-easy", now=NOW))
    for part in (
        "G-0001",
        "令和8年（2026年）11月22日",
        "〒540-8570",
        "髙橋 様",
        "商工労働部",
        "受け付けました",
        "支給決定",
        "大阪府知事",
        "1/1",
    ):
        assert part in japanese
    assert "We received your application." in _text(pdf.render(template, _data(), language="en", now=NOW))


def test_it_is_tagged_for_screen_readers_and_fit_to_archive(template: str) -> None:
    content = pdf.render(template, _data(), language="ja", now=NOW)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b"<pdfaid:part>2</pdfaid:part>" in content
    info = _poppler("pdfinfo", content)
    assert "受付のお知らせ" in info
    assert "Tagged:          yes" in info


def test_the_same_input_makes_the_same_bytes(template: str) -> None:
    assert pdf.render(template, _data(), language="ja", now=NOW) == pdf.render(
        template, _data(), language="ja", now=NOW
    )


def test_a_template_that_does_not_exist_is_named() -> None:
    for name in ("documents/none", "none/none", "none"):
        with pytest.raises(pdf.NoSuchTemplate):
            pdf.template_path(name)


def test_the_fonts_come_with_the_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(list(folder.glob("*.otf")) for folder in pdf.font_folders())
    monkeypatch.setattr(pdf, "find_spec", lambda _name: None)
    with pytest.raises(pdf.FontMissing):
        pdf.font_folders()


def test_dates_are_written_in_both_calendars() -> None:
    assert pdf.long_date(date(2019, 5, 1), language="ja") == "令和元年（2019年）5月1日"
    assert pdf.long_date(date(2026, 11, 22), language="en") == "Sunday 22 November 2026"
