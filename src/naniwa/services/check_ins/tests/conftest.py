"""Where the keys of these tests lie, and a passphrase that is quick to try."""

from pathlib import Path
from typing import Any

import pytest
from nacl import pwhash

from naniwa.services.check_ins.secrecy import days, officer


@pytest.fixture(autouse=True)
def _keys(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CHECK_IN_KEYS_ROOT = tmp_path / "check-in-keys"
    monkeypatch.setattr(officer, "OPS", pwhash.argon2id.OPSLIMIT_MIN)
    monkeypatch.setattr(officer, "MEMORY", pwhash.argon2id.MEMLIMIT_MIN)
    days.forget_known()
