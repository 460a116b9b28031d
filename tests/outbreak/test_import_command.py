"""`naniwa outbreak import`: one command takes the prefecture's own folder in, and says what it did not take and why."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from naniwa.cli import outbreak as commands
from naniwa.cli.app import app
from naniwa.kernel.organisations.operations import load_reference
from naniwa.services.outbreak.tests.test_feed_import import BOOK, FEED, SUMMARY, folder_of

pytestmark = pytest.mark.django_db
type Run = Callable[..., Any]


@pytest.fixture
def naniwa(monkeypatch: pytest.MonkeyPatch) -> Run:
    """In this process, on this database."""
    load_reference()
    monkeypatch.setattr(commands, "use_installation", lambda: None)
    return lambda *words: CliRunner().invoke(app, ["outbreak", *words])


def test_the_real_folder_is_taken_in_and_what_is_no_part_of_the_feed_is_named(naniwa: Run) -> None:
    done = naniwa("import", str(FEED), "--json")
    told = json.loads(done.stdout)
    assert (done.exit_code, told["ok"]) == (0, True)
    assert told["files"]["summary.csv"] == {
        "rows": 543, "new": 3801, "corrected": 0, "unchanged": 0, "rejected": 0,
    }  # fmt: skip
    assert told["files"][f"{BOOK} 【公開OK】府HP用(陽性者ベース)"]["rows"] == 7_288
    assert {(one["file"], one["reason"]) for one in told["rejected"] if not one["line"]} == {
        (f"{BOOK} 【公開OK】ピポット集計", "unknown_sheet"),
        (f"{BOOK} 【公開OK】府HP用(陽性者ベース)", "withdrawn"),
        ("LICENSE.txt", "unknown_file"),
        ("SOURCES.md", "unknown_file"),
    }


def test_a_row_that_cannot_be_taken_is_said_with_its_line_and_fails(naniwa: Run, tmp_path: Path) -> None:
    done = naniwa("import", str(folder_of(tmp_path, summary=SUMMARY + "x,1,1,1,1,1,1,1\n")))
    assert done.exit_code == 1
    assert "summary.csv:2: no_day: x" in done.output
    assert naniwa("import", str(tmp_path / "none")).exit_code != 0
