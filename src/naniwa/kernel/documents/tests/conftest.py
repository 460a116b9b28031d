"""Files as people send them, made on the spot."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import typst
from PIL import Image

from naniwa.kernel.documents import operations
from naniwa.kernel.documents.models import Document
from naniwa.kernel.organisations.isolation import SYSTEM, enter
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person

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
def accept(prefecture: Organisation, person: Person) -> Iterator[Accept]:
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
