"""What the doctor says of electronic seals: each fault with its remedy, and silence once all is in order."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from naniwa.cli import seals as looked
from naniwa.kernel.signing import authority, health, seals
from naniwa.services.procedures.tests import factories

pytestmark = pytest.mark.django_db
OFFICE, OTHER = "270008-commerce", "270008-digital"
NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    """An office that should seal, with a seal of the test authority."""
    settings.SIGNING_ROOT = tmp_path / "signing"
    authority.make([(OFFICE, "大阪府"), (OTHER, "大阪府")], now=NOW)
    file = tmp_path / factories.CLOSURE.name
    file.write_text(factories.CLOSURE.read_text().replace("\nnotices:", "\nsealed: true\nnotices:", 1))
    factories.published(file)
    return tmp_path / "signing"


def found() -> list[tuple[str, str]]:
    return [(one.found, one.remedy) for one in looked.electronic_seals()]


def test_all_in_order_is_one_line_without_a_remedy() -> None:
    [(said, remedy)] = found()
    assert said.startswith("ready for 1 of 1 offices, the first certificate ends in 18")
    assert remedy == ""


def made(*, ago: timedelta, lasts: timedelta = authority.SEAL_LASTS) -> None:
    """The office's seal anew, as of some time ago."""
    seals.certificate_of(seals.of_office(OFFICE)).unlink()
    authority.SEAL_LASTS, usual = lasts, authority.SEAL_LASTS
    try:
        authority.make([(OFFICE, "大阪府")], now=NOW - ago)
    finally:
        authority.SEAL_LASTS = usual


def gone(*files: Path) -> None:
    for file in files:
        file.unlink()


CERTIFICATE, KEY = f"offices/{OFFICE}.cert.pem", f"offices/{OFFICE}.key.pem"
FAULTS: list[tuple[str, Callable[[Path], Any], str, str]] = [
    ("no certificate", lambda at: gone(at / CERTIFICATE, at / KEY), "no certificate", "naniwa signing test-ca --organisation 270008-commerce"),
    ("no key", lambda at: (at / KEY).unlink(), "the key is missing", "copy that is locked away"),
    ("another's key", lambda at: (at / KEY).write_bytes((at / f"offices/{OTHER}.key.pem").read_bytes()), "is not the key of the certificate", "put back the key"),
    ("no PEM", lambda at: (at / KEY).write_text("x"), "cannot be read", "chown naniwa:"),
    ("a certificate that is none", lambda at: (at / CERTIFICATE).write_text("x"), "cannot be read", "PEM"),
    ("over", lambda _at: made(ago=timedelta(days=10), lasts=timedelta(days=3)), "ended 7 days ago", "move its two files away"),
    ("soon over", lambda _at: made(ago=timedelta(0), lasts=health.SOON - timedelta(days=1)), "ends in 58 days", "naniwa signing test-ca"),
    ("from tomorrow on", lambda _at: made(ago=timedelta(days=-2)), "holds only in 1 days", "clock"),
    ("a key that others read", lambda at: (at / KEY).chmod(0o640), "is open to others", "chmod go-rwx"),
    ("a folder that others enter", lambda at: at.chmod(0o755), "signing is open to others", "chmod go-rwx"),
    ("no issuing authority", lambda at: (at / "root.cert.pem").unlink(), "no certificate", "certificate authority"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "said", "remedy"), [pytest.param(*case, id=name) for name, *case in FAULTS])
def test_each_fault_has_its_remedy(folder: Path, spoil: Callable[[Path], Any], said: str, remedy: str) -> None:
    spoil(folder)
    told = [one for one in found() if one[1]]
    assert any(said in one and remedy in other for one, other in told), told


def test_it_says_what_the_office_should_seal(folder: Path) -> None:
    (folder / KEY).unlink()
    assert "closure-relief-grant" in found()[0][0]
