"""An authority, an office and its signed paper, made on the spot."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from naniwa.kernel.organisations.isolation import SYSTEM, enter
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.signing import authority
from naniwa.kernel.signing.seals import Seal, seal_of
from naniwa.kernel.signing.signature import sign

OFFICE = ("test-p", "大阪府")


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings: Any) -> Path:
    settings.DOCUMENTS_ROOT, settings.SIGNING_ROOT = tmp_path / "documents", tmp_path / "signing"
    return tmp_path


@pytest.fixture
def seal(root: Path) -> Seal:
    """Of the office, by the test authority; certificates hold from the true moment on."""
    authority.make([OFFICE], now=datetime.now(UTC))
    found = seal_of(OFFICE[0])
    assert found is not None
    return found


@pytest.fixture
def unsigned() -> bytes:
    """A page with nothing on it."""
    document, out = pypdfium2.PdfDocument.new(), BytesIO()
    document.new_page(595, 842)
    document.save(out)
    return out.getvalue()


@pytest.fixture
def signed(seal: Seal, unsigned: bytes) -> bytes:
    return sign(unsigned, seal=seal, office=OFFICE[1])


@pytest.fixture
def prefecture(db: None) -> Organisation:
    enter(SYSTEM)
    return Organisation.objects.create(code=OFFICE[0], kind="prefecture", name=OFFICE[1], name_en="Osaka Prefecture")
