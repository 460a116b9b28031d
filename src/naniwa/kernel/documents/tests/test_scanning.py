"""One contract for every virus scanner, over the real one's wire protocol."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from naniwa.kernel.documents.scanning import Clamd, Console, Failing, ScannerUnavailable, VirusScanner, scanner_at
from naniwa.kernel.documents.scanning.console import EICAR

LIMIT = 3 * 1024 * 1024


class _Daemon(socketserver.StreamRequestHandler):
    """Speaks INSTREAM as clamd(8) does: sized chunks, then a verdict."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack(">I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        self.wfile.write(self._verdict(content) + b"\0")

    @staticmethod
    def _verdict(content: bytes) -> bytes:
        if len(content) > LIMIT:
            return b"INSTREAM size limit exceeded. ERROR"
        return b"stream: Win.Test.EICAR_HDB-1 FOUND" if EICAR in content else b"stream: OK"


class _Hanging(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.rfile.read()


def _serve(handler: type[socketserver.StreamRequestHandler]) -> Iterator[tuple[str, int]]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host, port = str(server.server_address[0]), server.server_address[1]
        yield host, port
        server.shutdown()


@pytest.fixture
def daemon() -> Iterator[tuple[str, int]]:
    yield from _serve(_Daemon)


@pytest.fixture
def hanging() -> Iterator[tuple[str, int]]:
    yield from _serve(_Hanging)


@pytest.fixture(params=["clamd", "console", "failing"])
def scanner(request: pytest.FixtureRequest, daemon: tuple[str, int]) -> VirusScanner:
    scanners: dict[str, VirusScanner] = {"clamd": Clamd(daemon), "console": Console(), "failing": Failing()}
    return scanners[request.param]


def _find(scanner: VirusScanner, content: bytes) -> str | None:
    try:
        return scanner.find(BytesIO(content))
    except ScannerUnavailable:
        return None


def test_every_scanner_lets_clean_files_pass_or_says_that_it_cannot_tell(scanner: VirusScanner) -> None:
    assert _find(scanner, b"%PDF-1.7" * 100_000) in {"", None}


def test_no_scanner_calls_the_test_file_clean(scanner: VirusScanner) -> None:
    assert _find(scanner, b"x" * 65_530 + EICAR + b"y" * 1000) != ""


def test_the_daemon_names_what_it_found(daemon: tuple[str, int]) -> None:
    assert Clamd(daemon).find(BytesIO(EICAR)) == "Win.Test.EICAR_HDB-1"


def test_a_file_beyond_the_daemons_limit_is_not_called_clean(daemon: tuple[str, int]) -> None:
    with pytest.raises(ScannerUnavailable):
        Clamd(daemon).find(BytesIO(b"x" * (LIMIT + 1)))


def test_a_daemon_that_hangs_or_is_away_gives_no_verdict(hanging: tuple[str, int], tmp_path: Path) -> None:
    for address in (hanging, ("127.0.0.1", 1), str(tmp_path / "none.ctl")):
        with pytest.raises(ScannerUnavailable):
            Clamd(address, patience=0.2).find(BytesIO(b"x"))


def test_the_setting_chooses_the_scanner() -> None:
    assert scanner_at("clamd://scanner.example:3311") == Clamd(("scanner.example", 3311))
    assert scanner_at("clamd:///run/clamav/clamd.ctl") == Clamd("/run/clamav/clamd.ctl")
    assert isinstance(scanner_at("failing:"), Failing)
    assert isinstance(scanner_at("console:"), Console)
