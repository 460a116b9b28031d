"""What every module holds to."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, SOURCE, calls, modules, name, tree

APPS = sorted(file.parent for file in SOURCE.rglob("apps.py"))
FULL_STOPS = (".", "。", ":", "?")


def _docstring(file: Path) -> str:
    return ast.get_docstring(tree(file)) or ""


def test_every_module_opens_with_a_sentence_saying_what_it_is_for() -> None:
    silent = [name(file) for file in modules() if file.read_text() and not _docstring(file)]
    assert silent == []


def test_the_first_paragraph_of_a_docstring_is_a_sentence() -> None:
    openings = {name(file): _docstring(file).split("\n\n")[0].strip() for file in modules() if _docstring(file)}
    assert [file for file, opening in openings.items() if not opening.endswith(FULL_STOPS)] == []


def test_packages_of_code_are_no_empty_folders_of_names() -> None:
    silent = [name(file) for file in SOURCE.rglob("__init__.py") if not file.read_text().strip()]
    assert [file for file in silent if "/tests/" not in file and "/migrations/" not in file] == []


def test_nothing_is_called_utils() -> None:
    vague = {"utils", "util", "helpers", "common", "misc"}
    assert [name(file) for file in modules(tests=True) if file.stem in vague or file.parent.name in vague] == []


def test_models_are_imported_and_not_looked_up_by_name_outside_migrations() -> None:
    lookups = {name(file): [call for call in calls(file) if call.endswith("get_model")] for file in modules()}
    assert {file: found for file, found in lookups.items() if found} == {}


def test_signals_do_not_extend_anything() -> None:
    """Services meet through kernel events, which are stored, and not through Django's signals, which are not."""
    own = [name(file) for file in modules() if "Signal" in calls(file) or "django.dispatch.Signal" in calls(file)]
    assert own == []


@pytest.mark.parametrize("app", APPS, ids=name)
def test_every_app_has_tests_of_its_own(app: Path) -> None:
    assert list(app.glob("tests/**/test_*.py")) or _covered_elsewhere(app)


def _covered_elsewhere(app: Path) -> bool:
    """`design` has no behaviour without pages: its components are held in tests/journeys and tests/design."""
    return app.name == "design" and any((ROOT / "tests").glob("**/test_design*.py"))


@pytest.mark.parametrize("settings", ["base", "demo", "test", "production"])
def test_settings_import_with_no_database(settings: str) -> None:
    unreachable = "postgresql://nobody@127.0.0.1:1/nowhere"
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(SOURCE.parent),
        "NANIWA_DATABASE_URL": unreachable,
        "NANIWA_SECRET_KEY": "for-this-test",
        "NANIWA_HOSTS": "naniwa.example",
    }
    command = [sys.executable, "-W", "error", "-c", f"import naniwa.conf.{settings}"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_production_refuses_to_start_without_its_secrets() -> None:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE.parent)}
    command = [sys.executable, "-c", "import naniwa.conf.production"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert "NANIWA_DATABASE_URL is not set" in done.stderr
