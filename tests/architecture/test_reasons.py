"""Where a check is told to look away, the reason stands beside it (contract 7)."""

import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, name

FOLDERS = ("src", "tests", "benchmarks", "scripts")
SUPPRESSION = re.compile(r"noqa\b|type:\s*ignore\b|pyright:\s*ignore\b")
TURNED_OFF = re.compile(r"""  "[A-Z]+[0-9]*",|"[^"]+" = \[".*\]|ignore = "|ignore_missing_imports = |extend-ignore""")
CODES = r"[A-Z]+[0-9]+(?:, [A-Z]+[0-9]+)*"


def reasonless(comment: str) -> bool:
    """Whether a comment turns a check off without naming which, or without saying why.

    `noqa: S603 - our own program` and `type: ignore[arg-type] # a table of cases` say both; where the two stand in one
    comment, one reason serves them.
    """
    if not SUPPRESSION.search(comment):
        return False
    found = re.fullmatch(
        rf"# (?:(?P<noqa>noqa: {CODES})|(?P<ignore>type: ignore\[[a-z, -]+\]))"
        rf"(?: # (?P<second>noqa: {CODES}))?(?: - (?P<because>\S.*)| # (?P<why>\S.*))?",
        comment,
    )
    return not found or not (found["because"] or found["why"])


def _python() -> Iterator[Path]:
    yield from ROOT.glob("*.py")
    for folder in FOLDERS:
        yield from sorted((ROOT / folder).rglob("*.py"))


def _comments(file: Path) -> Iterator[tuple[int, str]]:
    with file.open("rb") as lines:
        found = tokenize.tokenize(lines.readline)
        yield from ((one.start[0], one.string) for one in found if one.type == tokenize.COMMENT)


def _ignores() -> Iterator[tuple[int, str]]:
    """Lines of pyproject.toml that tell ruff, mypy or djlint to look away: one for each rule, or for each file."""
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    return ((number, line) for number, line in enumerate(lines, 1) if TURNED_OFF.match(line))


@pytest.mark.parametrize(
    ("comment", "silent"),
    [
        ("# says nothing of checks", False),
        ("# noqa: S603 - our own program", False),
        ("# noqa: ANN401, ARG001 - the clock's jobs get one", False),
        ("# type: ignore[arg-type] # a table of cases", False),
        ("# type: ignore[no-untyped-def] # noqa: ANN202 - models come later", False),
        ("# noqa: S603", True),
        ("# noqa: S603 -", True),
        ("# noqa", True),
        ("# noqa - never mind", True),
        ("# type: ignore[arg-type]", True),
        ("# type: ignore", True),
        ("# type: ignore # untyped", True),
        ("# type: ignore[no-untyped-def] # noqa: ANN202", True),
        ("# ruff: noqa: E501", True),
    ],
)
def test_a_check_is_named_and_the_reason_given(comment: str, silent: bool) -> None:  # noqa: FBT001 - a table of cases
    assert reasonless(comment) is silent


def test_every_check_turned_off_in_code_has_its_reason() -> None:
    silent = [
        f"{name(file)}:{number}: {comment}"
        for file in _python()
        for number, comment in _comments(file)
        if reasonless(comment)
    ]
    assert not silent, "\n".join(silent)


def test_every_check_turned_off_in_the_settings_has_its_reason() -> None:
    told = list(_ignores())
    assert len(told) > 30, "the settings are no longer read as they are written"
    silent = [f"pyproject.toml:{number}: {line.strip()}" for number, line in told if " # " not in line]
    assert not silent, "\n".join(silent)
