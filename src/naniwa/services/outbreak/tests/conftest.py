"""Where the files of these tests lie."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _documents(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENTS_ROOT = tmp_path / "documents"
    settings.VIRUS_SCANNER = "console:"
