"""Patterns that take for ever: every regular expression of ours against text made to make it backtrack."""

import ast
import gc
import json
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from itertools import permutations
from pathlib import Path

import pytest
from django.core.validators import RegexValidator
from django.urls import get_resolver

import naniwa
from naniwa.kernel.forms.validation import texts

type Used = tuple[str, int, str]
"""A pattern (one over bytes after `BYTES`), its flags and the method that is called on it."""

SOURCE = Path(naniwa.__file__).parent
LENGTH, SECONDS, PATIENCE = 100_000, 1, 120
BYTES = "bytes:"
CALLS = ("search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")
HOW = {"match": "match", "fullmatch": "fullmatch"}  # the others look at every place, as search does
APART = re.compile(r"\.(tests|migrations|__main__|conf|demo)\b")
SIGNS = " 0123456789-ー().@aA1あァ漢／/_:;,¥\\\n\t{}[]<>=\"'%・。\u3000\ufe00年月日#[]"


def sources() -> Iterator[str]:
    return (file.read_text() for file in SOURCE.rglob("*.py") if not {"tests", "migrations"} & set(file.parts))


def literals() -> Iterator[Used]:
    """Each expression that stands in a call as text."""
    for source in sources():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call):
                yield from _of(node)


def _of(node: ast.Call) -> Iterator[Used]:
    call = node.func.attr if isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "re" else ""
    given = [one.value for one in node.keywords if one.arg == "pattern"] + (node.args[:1] if call in CALLS else [])
    for one in given:
        if isinstance(one, ast.Constant) and isinstance(one.value, str | bytes):
            yield named(one.value), 0, HOW.get(call, "search")


def named(pattern: str | bytes) -> str:
    return pattern if isinstance(pattern, str) else BYTES + pattern.decode("latin-1")


def compiled() -> Iterator[Used]:
    """What our modules hold compiled, each with the methods that are called on its name."""
    text = "\n".join(sources())
    for module in pkgutil.walk_packages(naniwa.__path__, "naniwa."):
        if not APART.search(module.name):
            for name, value in vars(import_module(module.name)).items():
                if isinstance(value, re.Pattern):
                    for call in set(re.findall(rf"\b{name}\.({'|'.join(CALLS)})\(", text)) or {"search"}:
                        yield named(value.pattern), value.flags, HOW.get(call, "search")


def checked_by_django() -> Iterator[Used]:
    """Of fields of forms and of addresses."""
    for one in [one for one in gc.get_objects() if issubclass(type(one), RegexValidator)]:
        yield one.regex.pattern, one.regex.flags, "search"
    for pattern in _addresses(get_resolver()):
        yield pattern.pattern, pattern.flags, "search"


def _addresses(resolver: object) -> Iterator[re.Pattern[str]]:
    for one in getattr(resolver, "url_patterns", []):
        found = getattr(one.pattern, "regex", None)
        yield from [found] if isinstance(found, re.Pattern) else []
        yield from _addresses(one)


@cache
def all_patterns() -> list[Used]:
    plain = re.ASCII | re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE
    found = [*literals(), *compiled(), *checked_by_django()]
    return sorted({(pattern, int(flags & plain), how) for pattern, flags, how in found})


# Run apart, so that one that hangs is stopped: a line for each pattern that was slow.
JUDGE = """
import re, signal, sys, json
class Slow(Exception): pass
def stop(*_): raise Slow
signal.signal(signal.SIGPROF, stop)
for pattern, flags, how, texts, seconds in json.load(sys.stdin):
    raw = pattern.startswith("bytes:")
    compiled = re.compile(pattern.removeprefix("bytes:").encode("latin-1") if raw else pattern, flags)
    look = getattr(compiled, how)
    for text in [text.encode() if raw else text for text in texts]:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            look(text)
        except Slow:
            print(json.dumps([pattern, how, repr(text[:9]), repr(text[-9:])], ensure_ascii=False))
            break
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
"""


def texts_for(pattern: str) -> list[str]:
    """Long runs of what the pattern likes, of one sign and of two by turns, each with a beginning and an end that spoil it."""
    liked = [sign for sign in SIGNS if sign in pattern][:6]
    runs = [sign * LENGTH for sign in sorted({*liked, " ", "0", "a", "あ"})]
    runs += [(one + other) * (LENGTH // 2) for one, other in permutations(liked[:3], 2)]
    return [run[: LENGTH - 1] + "\x01" for run in runs] + [f"0{run[: LENGTH - 2]}\x01" for run in runs[:4]]


def slow(patterns: list[Used]) -> list[str]:
    asked = json.dumps([(*used, texts_for(used[0]), SECONDS) for used in patterns])
    command = [sys.executable, "-c", JUDGE]
    ran = subprocess.run(command, input=asked, capture_output=True, text=True, check=True, timeout=PATIENCE)
    return ran.stdout.splitlines()


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"\s*x", r"(?:-|--)+="])
def test_the_judge_knows_a_pattern_that_takes_for_ever(pattern: str) -> None:
    assert slow([(pattern, 0, "search")])


def test_every_pattern_of_ours_is_found() -> None:
    found = {(pattern, how) for pattern, _, how in all_patterns()}
    assert len(found) > 60
    assert (texts.PHONE.pattern, "fullmatch") in found
    assert {pattern for pattern, _how in found if pattern.startswith(BYTES)}


def test_no_pattern_of_ours_takes_longer_than_a_second_for_a_hundred_kilobytes() -> None:
    assert slow(all_patterns()) == []
