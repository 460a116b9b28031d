"""What operators look up: settings and figures are all described, and the files of deploy/ are sound."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from prometheus_client import generate_latest

from naniwa.kernel.documents.limits import ORDINARY

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs/reference"
UNITS = sorted((ROOT / "deploy/systemd").iterdir())
NGINX = ROOT / "deploy/nginx.conf"
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]


@pytest.mark.django_db
def test_every_figure_is_described_and_no_other() -> None:
    told = set(re.findall(r"^# TYPE (naniwa_\w+)", generate_latest().decode(), re.MULTILINE))
    described = set(re.findall(r"^\| `(naniwa_\w+)`", (REFERENCE / "metrics.md").read_text(), re.MULTILINE))
    assert told == described


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_unit_runs_a_command_that_there_is_as_nobody_special(unit: Path) -> None:
    text = unit.read_text()
    [command] = re.findall(r"^ExecStart=/opt/naniwa/app/.venv/bin/naniwa (\w+)", text, re.MULTILINE)
    assert f"`naniwa {command}" in (REFERENCE / "commands.md").read_text()
    for line in ("User=naniwa", "EnvironmentFile=/etc/naniwa.env", "NoNewPrivileges=true", "ProtectSystem=strict"):
        assert line in text.splitlines()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        here = re.sub(r"^(User|Group)=naniwa$", r"\1=root", unit.read_text(), flags=re.MULTILINE)
        (tmp_path / unit.name).write_text(here.replace("/opt/naniwa/app/.venv/bin/naniwa", "/bin/true"))
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in done.stderr.splitlines() if "naniwa" in line]
    assert (done.returncode, ours) == (0, []), done.stderr


def test_nginx_writes_over_what_a_client_says_of_itself_and_lets_a_page_with_its_files_through() -> None:
    text = re.sub(r"#.*", "", NGINX.read_text())
    assert text.count("{") == text.count("}")
    assert all(line.strip()[-1] in ";{}" for line in text.splitlines() if line.strip())
    for header, value in (("X-Real-IP", "$remote_addr"), ("X-Forwarded-Proto", "https"), ("Host", "$host")):
        assert re.search(rf"proxy_set_header\s+{header}\s+{re.escape(value)};", text)
    assert re.search(r"location = /metrics \{\s+return 404;", text)
    [megabytes] = re.findall(r"client_max_body_size\s+(\d+)m;", text)
    assert int(megabytes) * 1024**2 > ORDINARY.collection_bytes
