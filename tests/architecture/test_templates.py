"""What every template holds to: one frame, and nothing that a strict content security policy would refuse."""

import re
from pathlib import Path

import pytest

from tests.architecture.sources import SOURCE, name, templates

BASES = {"design/base.html"}
EXTENDS = re.compile(r"""{%\s*extends\s+["']([^"']+)["']\s*%}""")
WHOLE_PAGE = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<[a-z][^<>]*>", re.IGNORECASE)
INLINE_STYLE = re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE)
INLINE_HANDLER = re.compile(r"\son[a-z]+\s*=|javascript:|\shx-on", re.IGNORECASE)
ELSEWHERE = re.compile(r"""(?:src|href|action|srcset)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE)
OURS = templates()
BY_NAME = {file.as_posix().split("/templates/", 1)[1]: file for file in OURS}


def _frame(file: Path) -> str:
    """The template at the end of the chain of `extends`."""
    found = EXTENDS.search(file.read_text())
    if found is None or found[1] not in BY_NAME:
        return found[1] if found else file.as_posix().split("/templates/", 1)[1]
    return _frame(BY_NAME[found[1]])


def _rendered() -> set[str]:
    """Templates that Python names: those a browser can receive on their own."""
    quoted = re.compile(r"""["']([a-z_]+/[a-z_/.]+\.html)["']""")
    texts = [file.read_text() for file in SOURCE.rglob("*.py") if "tests" not in file.parts]
    return {match for text in texts for match in quoted.findall(text)}


@pytest.mark.parametrize("file", OURS, ids=name)
def test_a_template_is_a_page_in_our_frame_or_a_part_of_one(file: Path) -> None:
    frame = _frame(file)
    is_part = not EXTENDS.search(file.read_text())
    assert frame in BASES or (is_part and not WHOLE_PAGE.search(file.read_text())), frame


@pytest.mark.parametrize("file", OURS, ids=name)
def test_styles_and_scripts_stand_in_files(file: Path) -> None:
    text = file.read_text()
    tags = " ".join(TAG.findall(text))
    assert INLINE_STYLE.findall(tags) == []
    assert INLINE_HANDLER.findall(tags) == []


@pytest.mark.parametrize("file", OURS, ids=name)
def test_a_script_is_a_file_with_the_nonce_of_the_page_or_data(file: Path) -> None:
    scripts = SCRIPT.findall(file.read_text())
    code = [tag for tag in scripts if 'type="application/json"' not in tag]
    assert [tag for tag in code if "src=" not in tag or "csp_nonce" not in tag] == []


@pytest.mark.parametrize("file", OURS, ids=name)
def test_a_page_fetches_nothing_from_elsewhere(file: Path) -> None:
    assert ELSEWHERE.findall(file.read_text()) == []


def test_every_template_that_code_names_exists() -> None:
    known = BY_NAME.keys()
    prefixes = {template.split("/")[0] for template in known}
    named = {template for template in _rendered() if template.split("/")[0] in prefixes}
    assert named - known == set()
