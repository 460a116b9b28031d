"""No secret lies in the repository: no private key, no token of a service, no password that would open anything."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LARGEST = 2_000_000
KINDS = {
    "a private key": r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/=]{20}",
    "a key of AWS": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "a token of GitHub": r"\bgh[pousr]_[A-Za-z0-9]{36}\b",
    "a token of Slack": r"\bxox[abpr]-[0-9A-Za-z-]{20,}",
    "a key of Google": r"\bAIza[0-9A-Za-z_-]{35}\b",
    "a signed token": r"\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}",
    "a password in an address": r"\b[a-z]+(?:\+[a-z]+)?://[\w.-]+:(?!(?:\w+-)?secret@|password@)[^\s/@:{}<>\"'…$%]{6,}@(?!example|host|db\b)",
    "a secret that is set": r"(?m)^\s*(?:export )?NANIWA_(?:SECRET_KEY|METRICS_TOKEN)=['\"]?[A-Za-z0-9+/_-]{20,}",
}
PLANTED = {
    "a private key": "-----BEGIN PRIVATE KEY-----\n" + "MC4CAQAwBQYDK2VwBCIEIA" * 2,
    "a key of AWS": "AKIA" + "IOSFODNN7EXAMPLE",
    "a token of GitHub": "ghp_" + "a" * 36,
    "a token of Slack": "xoxb-" + "1234567890-" * 3,
    "a key of Google": "AIza" + "b" * 35,
    "a signed token": ".".join(["eyJ" + "h" * 30, "eyJ" + "p" * 30, "s" * 40]),
    "a password in an address": "postgresql://naniwa_app:" + "hunter2hunter2" + "@10.0.0.5/naniwa",
    "a secret that is set": "NANIWA_SECRET_KEY=" + "Zx9" * 12,
}


def texts() -> dict[str, str]:
    """Every file that is, or is about to be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        names = [str(path.relative_to(ROOT)) for path in (ROOT / "src").rglob("*") if path.is_file()]
    else:
        names = listed.stdout.decode().split("\0")
    files = {name: ROOT / name for name in names if name and not name.endswith((".mo", ".pyc"))}
    return {
        name: path.read_text(errors="replace")
        for name, path in files.items()
        if path.is_file() and path.stat().st_size < LARGEST
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_planted_secret_would_be_found(kind: str) -> None:
    assert re.search(KINDS[kind], PLANTED[kind])


def test_no_secret_lies_in_the_repository() -> None:
    found = texts()
    assert "src/naniwa/conf/base.py" in found
    assert [(name, kind) for name, text in found.items() for kind, one in KINDS.items() if re.search(one, text)] == []
