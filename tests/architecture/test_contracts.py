"""The import contracts of pyproject.toml and the bans of ruff, each seen to fail on a small house built to break it."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, modules, name, tree

RINGS = ("cli", "web", "services", "kernel", "design", "conf", "library")
KERNEL = (
    "connections", "clients", "forms", "mandates", "signing", "payments", "fees", "notifications", "documents", "consent", "identity", "jobs",
    "events", "audit", "people", "organisations", "arrivals",
)  # fmt: skip
SERVICES = ("check_ins", "procedures")
LAYERS = ("rules", "models", "operations", "views")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A package of our shape in which every module is empty, under our own settings."""
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    services = [f"services/{service}/{layer}" for service in SERVICES for layer in LAYERS]
    for package in (*RINGS, *(f"kernel/{app}" for app in KERNEL), *services):
        _write(tmp_path, f"{package}/__init__.py", '"""Says nothing."""\n')
    return tmp_path


def _write(house: Path, module: str, text: str) -> Path:
    file = house / "src/naniwa" / module
    file.parent.mkdir(parents=True, exist_ok=True)
    for folder in file.relative_to(house / "src").parents[:-1]:
        (house / "src" / folder / "__init__.py").touch()
    file.write_text(text)
    return file


def _broken(house: Path) -> list[str]:
    """Numbers of the contracts that do not hold."""
    program = "import sys; sys.path.insert(0, 'src'); from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", program, "--no-cache"]
    done = subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    assert "Contracts: " in done.stdout, done.stdout + done.stderr
    return [line[0] for line in lines if "BROKEN" in line and line[0].isdigit()]


def test_an_empty_house_breaks_nothing(house: Path) -> None:
    assert _broken(house) == []


@pytest.mark.parametrize(
    ("module", "imports", "contract"),
    [
        ("kernel/audit/reach.py", "naniwa.services.procedures", "1"),
        ("library/reach.py", "naniwa.kernel.audit", "1"),
        ("reporting/__init__.py", "naniwa.library", "1"),
        ("services/check_ins/operations/reach.py", "naniwa.services.procedures.operations", "2"),
        ("services/procedures/operations/reach.py", "naniwa.services.procedures.views", "3"),
        ("services/check_ins/operations/reach.py", "naniwa.services.check_ins.views", "3"),
        ("services/check_ins/models/reach.py", "naniwa.services.check_ins.operations", "3"),
        ("kernel/people/reach.py", "naniwa.kernel.audit", "4"),
        ("kernel/mail/__init__.py", "naniwa.library", "4"),
        ("services/check_ins/rules/reach.py", "django.utils", "5"),
    ],
)
def test_an_import_that_a_contract_forbids_is_found(house: Path, module: str, imports: str, contract: str) -> None:
    """In every service, also those that come later."""
    _write(house, module, f'"""Reaches too far."""\n\nimport {imports}\n')
    assert _broken(house) == [contract]


CLOCKS = [
    "from django.utils import timezone\n\nNOW = timezone.now()",
    "from django.utils import timezone\n\nTODAY = timezone.localdate()",
    "import time\n\nNOW = time.time()",
    "import time\n\nNOW = time.time_ns()",
    "import datetime\n\nTODAY = datetime.date.today()",
    "from datetime import date\n\nTODAY = date.today()",
    "from datetime import UTC, datetime\n\nNOW = datetime.now(UTC)",
    "from datetime import datetime\n\nTODAY = datetime.today()",
    "from datetime import datetime\n\nNOW = datetime.utcnow()",
]
HTTP = ["from django.http import HttpRequest", "from django.shortcuts import render", "import django.shortcuts"]
AT_HOME = ("services/check_ins/views/page.py", "services/check_ins/jobs.py", "cli/clock.py", "web/page.py")


def _bans(house: Path, module: str, text: str) -> bool:
    file = _write(house, module, f'"""Reaches too far."""\n\n{text}\n')
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--select", "TID251", str(file)]
    done = subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    return "TID251" in done.stdout


@pytest.mark.parametrize("text", [*CLOCKS, *HTTP])
def test_the_clock_and_requests_are_met_only_where_they_come_in(house: Path, text: str) -> None:
    """Contract 6."""
    for module in ("services/check_ins/operations/act.py", "kernel/audit/queries/look.py", "library/day.py"):
        assert _bans(house, module, text), module
    for module in AT_HOME:
        assert not _bans(house, module, text), module


def test_local_time_is_the_time_of_a_moment_given() -> None:
    """`timezone.localtime()` without one reads the clock, which ruff cannot see."""
    bare = [name(file) for file in modules() if any(_reads_the_clock(node) for node in ast.walk(tree(file)))]
    assert bare == []


def _reads_the_clock(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and not node.args and ast.unparse(node.func).endswith(("localtime", "gmtime"))
