"""Files as people send them, made on the spot."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import typst
from PIL import Image
from pillow_heif import register_heif_opener

from naniwa.kernel.documents import operations
from naniwa.kernel.documents.models import Document
from naniwa.kernel.organisations.isolation import SYSTEM, enter
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person

register_heif_opener(thumbnails=False)  # the pictures of these tests are made here, and decoded elsewhere

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
ORIENTATION, GPS = 0x0112, 0x8825

type Accept = Callable[..., Document]


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings: Any) -> Path:
    settings.DOCUMENTS_ROOT = tmp_path / "documents"
    settings.VIRUS_SCANNER = "console:"
    return tmp_path / "documents"


@pytest.fixture
def prefecture(db: None) -> Organisation:
    enter(SYSTEM)
    return Organisation.objects.create(code="test-p", kind="prefecture", name="大阪府", name_en="Osaka")


@pytest.fixture
def city(prefecture: Organisation) -> Organisation:
    return Organisation.objects.create(code="test-c", kind="municipality", name="大阪市", parent=prefecture)


@pytest.fixture
def person(db: None) -> Person:
    enter(SYSTEM)
    return Person.objects.create(email="takahashi@example.jp", name="髙橋")


@pytest.fixture
def accept(prefecture: Organisation, person: Person) -> Accept:
    def accept(content: bytes, name: str = "帳簿.pdf", **others: Any) -> Document:
        facts = {"person": person, "organisation": prefecture, "field": "ledger", "now": NOW, **others}
        return operations.accept(BytesIO(content), name=name, **facts)

    return accept


def picture(kind: str = "JPEG", size: tuple[int, int] = (640, 480), **options: Any) -> bytes:
    image = Image.linear_gradient("L").resize(size).convert(options.pop("mode", "RGB"))
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def located_picture() -> bytes:
    """A photograph held sideways, with the place where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[0x010F] = "Telephone maker"
    exif.get_ifd(GPS).update({1: "N", 2: (34.0, 41.0, 11.0), 3: "E", 4: (135.0, 31.0, 12.0)})
    return picture(exif=exif)


def paper(text: str = "売上帳", pages: int = 1) -> bytes:
    source = "#pagebreak()".join([f"= {text}\n" * 3] * pages).encode()
    made = typst.compile(source, format="pdf")
    assert isinstance(made, bytes)
    return made


def spreadsheet() -> bytes:
    """The least that Excel opens."""
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets>'
        '<sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{links}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData/></worksheet>',
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + content)
    return out.getvalue()
