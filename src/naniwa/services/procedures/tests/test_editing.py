"""Changing a definition's text: what is changed is changed, and every other letter stays."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from naniwa.services.procedures.definitions import FOLDER
from naniwa.services.procedures.definitions.editing import places, shapes, surgery, writing
from naniwa.services.procedures.definitions.editing.described import LEFT_TO_YAML
from naniwa.services.procedures.definitions.editing.differences import changes, moved
from naniwa.services.procedures.definitions.editing.menus import NotOfMenus, read, write
from naniwa.services.procedures.definitions.editing.naming import names
from naniwa.services.procedures.definitions.editing.parts import PARTS
from naniwa.services.procedures.definitions.editing.places import NoSuchPlace, Place, place_of
from naniwa.services.procedures.definitions.editing.sentences import sentence
from naniwa.services.procedures.definitions.editing.telling import told
from naniwa.services.procedures.definitions.schema import Procedure

FILES = sorted(FOLDER.glob("**/*.yaml"))
TEXT = """\
# about the procedure
title: {ja: 届出, en: Notice}  # in both languages
list:
  # the first
  - key: one
    label: 一
  # the second
  - {key: two, label: 二}
words: [a, b]
rule: |
  a
  && b
last: 1
"""


def walk(document: Any, place: Place = ()) -> list[Place]:
    """Every place of a document."""
    held = document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    return [place, *(inner for step, one in held for inner in walk(one, (*place, step)))]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_definition_written_anew_says_the_same(file: Path) -> None:
    document = surgery.document_of(file.read_text(encoding="utf-8"))
    assert surgery.document_of(writing.write(document)) == document


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_change_and_its_opposite_give_the_same_letters(file: Path) -> None:
    """At a sixtieth of the places of each definition."""
    text = file.read_text(encoding="utf-8")
    document = surgery.document_of(text)
    for place in walk(document)[1::60]:
        value = places.at(document, place)
        if isinstance(value, str) and "\n" not in value and isinstance(place[-1], str):
            changed = surgery.put(text, place, f"{value}変")
            assert len(changed.splitlines()) == len(text.splitlines())
            assert surgery.document_of(surgery.put(changed, place, value)) == document
        elif isinstance(place[-1], int):
            more = surgery.insert(text, (*place[:-1], len(places.at(document, place[:-1]))), value)
            assert surgery.remove(more, (*place[:-1], len(places.at(document, place[:-1])))) == text


CUTS: dict[str, tuple[Callable[[str], str], str]] = {
    "a value in a line": (
        lambda text: surgery.put(text, ("title", "en"), "Report"), TEXT.replace("Notice", "Report")
    ),
    "a key between others, by their order": (
        lambda text: surgery.put(text, ("more",), 2, order=("title", "more", "list")),
        TEXT.replace("languages\n", "languages\nmore: 2\n"),
    ),
    "a key inside braces": (
        lambda text: surgery.put(text, ("title", "easy"), "とどけ"), TEXT.replace("Notice}", "Notice, easy: とどけ}")
    ),
    "an item at the end": (
        lambda text: surgery.insert(text, ("list", 2), {"key": "three"}),
        TEXT.replace("二}\n", "二}\n  - {key: three}\n"),
    ),
    "an item gone with its comment": (
        lambda text: surgery.remove(text, ("list", 1)), TEXT.replace("  # the second\n  - {key: two, label: 二}\n", "")
    ),
    "a key gone that shares its line with a dash": (
        lambda text: surgery.remove(text, ("list", 0, "key")), TEXT.replace("- key: one\n    label", "- label")
    ),
    "a text of several lines": (
        lambda text: surgery.put(text, ("rule",), "a\n|| b"), TEXT.replace("|\n  a\n  && b", "|-\n  a\n  || b")
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CUTS)
def test_one_thing_is_cut_and_all_else_stays(name: str) -> None:
    cut, wanted = CUTS[name]
    assert cut(TEXT) == wanted


def test_an_item_moves_with_its_comment() -> None:
    assert "  # the second\n  - {key: two, label: 二}\n  - key: one" in surgery.move(TEXT, ("list", 1), 0).replace(
        "  # the first\n", ""
    )
    assert surgery.document_of(surgery.move(TEXT, ("list", 1), 0))["list"][0]["key"] == "two"


@pytest.mark.parametrize("words", ["", " a", "a: b", "# x", "yes", "1:30", "0669410351", "2026-04", '"q"', "a\nb\n", "{a", "日本\u2028語", "a, b", "-", "null", "it's \"so\""])  # fmt: skip
def test_any_text_comes_back_as_it_was(words: str) -> None:
    for value in ({"k": words}, {"k": [words]}, {"k": [{"k": words}]}):
        assert surgery.document_of(writing.write(value)) == value
        assert surgery.document_of(surgery.put("k: [1]\n", ("k",), value["k"])) == value


def test_a_place_is_written_and_read_the_same() -> None:
    assert place_of("form.pages[0].fields[12].label") == ("form", "pages", 0, "fields", 12, "label")
    for odd in ("a..b", "a[x]", "[", "a b", "." * 500):
        with pytest.raises(NoSuchPlace):
            place_of(odd)


def test_a_thing_is_found_again_by_its_key_after_others_moved_it() -> None:
    before, now = {"l": [{"key": "a"}, {"key": "b"}]}, {"l": [{"key": "c"}, {"key": "a"}, {"key": "b"}]}
    assert places.relocated(before, ("l", 1, "x"), now) == ("l", 2, "x")
    with pytest.raises(NoSuchPlace):
        places.relocated(before, ("l", 1), {"l": [{"key": "a"}]})


def test_every_key_of_the_schema_is_described_or_left_to_the_yaml_view() -> None:
    assert [(model.__name__, key) for model, key in shapes.undescribed()] == []


def test_every_part_of_a_definition_is_shown_somewhere() -> None:
    shown = {key for part in PARTS for key in part.keys if not part.place} | {"form"}
    shown |= {key for model, key in LEFT_TO_YAML if model is Procedure}
    assert set(Procedure.model_fields) - shown == set()


RULES = {
    'kind == "a"': ("「種類」が「会社」である。", "“Kind” is “Company”."),
    'kind != "a" && count >= 2': ("「種類」が「会社」でない、かつ、「数」が2人以上である。", "“Kind” is not “Company” and “Number” is 2 people or more."),
    'day > "2026-04-01" || answered.day': ("「日」が2026年4月1日より後である、または、「日」に答えている。", "“Day” is after 2026-04-01 or “Day” is answered."),
    '!("x" in some)': ("「いくつか」で「エックス」を選んでいない。", "“Some” does not include “Ex”."),
    "size(papers) >= 2": ("「書類」の数が2以上である。", "the number of “Papers” is 2 or more."),
    "yen <= 10000": ("「金額」が10,000円以下である。", "“Money” is ¥10,000 or less."),
    "yen * 2 <= yen": ("「金額」×2が「金額」以下である。", "“Money”×2 is “Money” or less."),
    'kind == "a" && (count > 1 || count < 0)': (
        "「種類」が「会社」である、かつ、（「数」が1人より大きい、または、「数」が0人より小さい）。",
        "“Kind” is “Company” and (“Number” is more than 1 people or “Number” is less than 0 people).",
    ),
}  # fmt: skip
FIELDS: list[dict[str, Any]] = [
    {"key": "kind", "type": "choice", "label": {"ja": "種類", "en": "Kind"}, "options": [{"key": "a", "label": {"ja": "会社", "en": "Company"}}]},
    {"key": "count", "type": "number", "label": {"ja": "数", "en": "Number"}, "unit": {"ja": "人", "en": "people"}},
    {"key": "day", "type": "date", "label": {"ja": "日", "en": "Day"}},
    {"key": "some", "type": "several", "label": {"ja": "いくつか", "en": "Some"}, "options": [{"key": "x", "label": {"ja": "エックス", "en": "Ex"}}]},
    {"key": "papers", "type": "file", "label": {"ja": "書類", "en": "Papers"}},
    {"key": "yen", "type": "money", "label": {"ja": "金額", "en": "Money"}},
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_said_in_both_languages_and_comes_back_as_it_was(rule: str) -> None:
    found = sentence(rule, names({"form": {"pages": [{"fields": FIELDS}]}}))
    assert found is not None
    assert (found.ja, found.en) == RULES[rule]
    assert write(read(rule)) == rule


@pytest.mark.parametrize("rule", ["a.all(x, x > 1)", 'a.matches("x")', "a ? b : c", "1", "a ==", "(a", '"a', "", "a && ", "sum(a) > 1", "!(a == b)"])  # fmt: skip
def test_what_menus_cannot_say_is_left_alone(rule: str) -> None:
    with pytest.raises(NotOfMenus):
        read(rule)


def test_differences_follow_keys_and_not_numbers() -> None:
    before = {"l": [{"key": "a", "n": 1}, {"key": "b", "n": 2}]}
    after = {"l": [{"key": "b", "n": 3}, {"key": "a", "n": 1}]}
    assert [(one.path, one.before, one.after) for one in changes(before, after)] == [("l[0].n", 2, 3)]
    assert moved({"l": before["l"]}, {"l": before["l"][::-1]})


def test_what_is_wrong_is_said_in_japanese() -> None:
    assert told("this is missing").ja == "書かれていません"
    assert told("at least 2 needed here, but there are 1").ja == "2件以上必要です（今は1件）"
    assert told("something nobody has translated").ja == "something nobody has translated"
