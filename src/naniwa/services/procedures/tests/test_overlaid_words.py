"""A municipality's own notices and questions often asked: written over the base, kept by the law, merged, shown."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.procedures.definitions.overlays import Base, Overlay, base, compose, differences, merge, written
from naniwa.services.procedures.definitions.overlays.content import Content, content_of
from naniwa.services.procedures.definitions.overlays.law import weakened
from naniwa.services.procedures.definitions.schema import Procedure
from naniwa.services.procedures.models import Amendment
from naniwa.services.procedures.tests import towns
from naniwa.services.procedures.tests.browser import press, words
from naniwa.services.procedures.tests.staff_sessions import signed_in
from naniwa.services.procedures.views.staff.overlays.wording import difference_rows

DOG = base(towns.DOG.read_text(encoding="utf-8"))
SAVE = ("next", "")
WORDS = {"ja": "市の言い方", "en": "The words of the city"}
RECEIVED = {"key": "received", "subject": WORDS, "body": {"ja": "{name} 様", "en": "Dear {name}"}}
DECLINED = {"key": "declined", "subject": WORDS, "body": {"ja": "{reason}", "en": "{reason}"}, "fixed": True}
TAGS = {"key": "tags", "question": {"ja": "鑑札は。", "en": "Tags?"}, "answer": {"ja": "付けます。", "en": "Yes."}}
LAW = {"key": "law", "question": {"ja": "義務ですか。", "en": "Must I?"}, "answer": WORDS, "fixed": True}


def with_words(**changes: Any) -> Base:
    """The base with notices and questions of its own."""
    return base(
        written({**deepcopy(dict(DOG.document)), "wordings": [RECEIVED, DECLINED], "faq": [TAGS, LAW], **changes})
    )


BASE = with_words()


def overlay(**said: Any) -> Overlay:
    return Overlay.model_validate({"base": "dog-registration", "municipality": "271004", **said})


def test_notices_and_questions_are_written_over_added_and_removed() -> None:
    mine = overlay(
        replace={"wordings.received.subject": WORDS, "wordings.received.body": WORDS, "faq.tags.answer": WORDS},
        add=[
            {"to": "faq", "value": {**TAGS, "key": "ours"}},
            {"to": "wordings", "value": {**RECEIVED, "key": "withdrawn"}},
        ],
    )
    found = compose(BASE, mine, version=1)
    assert found.troubles == []
    assert [one["key"] for one in found.document["faq"]] == ["tags", "law", "ours"]
    assert found.document["wordings"][0]["body"] == WORDS
    assert compose(BASE, overlay(remove=["faq.tags", "wordings.received"]), version=1).troubles == []
    assert compose(DOG, overlay(add=[{"to": "faq", "value": TAGS}]), version=1).troubles == []


REFUSED = [
    ("what the law has said stays", {"replace": {"faq.law.answer": {"ja": "いいえ", "en": "No"}}}, "required_by_law"),
    ("and is not taken away", {"remove": ["faq.law"]}, "required_by_law"),
    ("nor the notice", {"remove": ["wordings.declined"]}, "required_by_law"),
    ("nor its words", {"replace": {"wordings.declined.body": RECEIVED["body"]}}, "required_by_law"),
    ("a notice is for one turn", {"replace": {"wordings.received.key": "withdrawn"}}, "not_allowed"),
    ("a notice is written once", {"add": [{"to": "wordings", "value": RECEIVED}]}, "name_taken"),
    (
        "what is filled in is known",
        {"replace": {"wordings.received.body": {"ja": "{nome}", "en": "{nome}"}}},
        "unsound",
    ),
    (
        "a correction says what and until when",
        {"add": [{"to": "wordings", "value": {**RECEIVED, "key": "correction"}}]},
        "unsound",
    ),
]


@pytest.mark.parametrize(("said", "fault"), [pytest.param(*case, id=name) for name, *case in REFUSED])
def test_what_an_overlay_may_not_say(said: dict[str, Any], fault: str) -> None:
    assert {str(one.fault) for one in compose(BASE, overlay(**said), version=1).troubles} == {fault}


def test_marked_words_are_missed_in_the_outcome_whatever_the_table_says() -> None:
    document = {**BASE.document, "faq": [TAGS], "wordings": [{**DECLINED, "subject": RECEIVED["body"]}]}
    assert weakened(BASE, Procedure.model_validate(document)) == ["faq.law", "wordings.declined"]


NEW = [
    ("untouched, it carries over", {"title": WORDS}, {"faq.tags.answer": WORDS}, []),
    ("the base changed it too", {"faq": [{**TAGS, "answer": RECEIVED["body"]}, LAW]}, {"faq.tags.answer": WORDS}, ["changed_in_both"]),
    ("the base dropped it", {"faq": [LAW]}, {"faq.tags.answer": WORDS}, ["removed_under"]),
    ("the law says it now", {"wordings": [{**RECEIVED, "fixed": True}, DECLINED]}, {"wordings.received.body": WORDS}, ["fixed_by_law"]),
]  # fmt: skip


@pytest.mark.parametrize(("edits", "replace", "kinds"), [pytest.param(*case, id=name) for name, *case in NEW])
def test_a_new_base_meets_the_municipalitys_words(
    edits: dict[str, Any], replace: dict[str, Any], kinds: list[str]
) -> None:
    assert [str(one.kind) for one in merge(BASE, with_words(**edits), overlay(replace=replace)).conflicts] == kinds


def test_a_question_that_both_added_is_a_conflict() -> None:
    theirs = {**TAGS, "key": "ours", "answer": WORDS}
    mine = overlay(add=[{"to": "faq", "value": {**TAGS, "key": "ours"}}])
    found = merge(BASE, with_words(faq=[TAGS, LAW, theirs]), mine).conflicts
    assert [str(one.kind) for one in found] == ["changed_in_both"]


def test_differences_name_the_notice_and_the_question() -> None:
    found = compose(
        BASE,
        overlay(replace={"wordings.received.subject": WORDS | {"ja": "市から"}, "faq.tags.answer": WORDS}),
        version=1,
    )
    rows = [row.term for row in difference_rows(differences(BASE.document, found.document), BASE.document)]
    assert "「受け付けたとき」 › お知らせの件名" in rows
    assert "「鑑札は。」 › よくある質問の答え" in rows


def test_own_questions_stand_in_boxes_before_and_after_a_merge() -> None:
    typed = Content({"faq.own_1.question": WORDS, "faq.own_1.answer": WORDS}, "add:\n  - {to: faq, value: {key: x}}\n")
    mine = typed.overlay(base="dog-registration", municipality="271004")
    assert [one.value["key"] for one in mine.add] == ["x", "own_1"]
    assert content_of(mine, before=typed) == typed
    assert content_of(mine).wording == typed.wording


def boxes(said: dict[str, str]) -> dict[str, str]:
    """The same in both languages."""
    return {f"{place}.{language}": words for place, words in said.items() for language in ("ja", "en")}


@pytest.mark.django_db
def test_a_municipality_adds_a_question_and_changes_a_notice_without_yaml(tmp_path: Path) -> None:
    more = written({"wordings": [RECEIVED, DECLINED], "faq": [TAGS, LAW]})
    towns.publish_base(tmp_path, ("statistics:\n", f"{more}statistics:\n"), now=timezone.now())
    client = signed_in(towns.clerk("one@osaka.example.jp", towns.OSAKA).person)
    url = f"/staff/overlays/{towns.SLUG}/edit/"
    page = client.get(url)
    said = words(page)
    assert "「受け付けたとき」 › お知らせの本文（日本語）" in said
    assert "義務ですか。" not in said
    half = press(client, page, SAVE, url=url, answers=boxes({"faq.own_1.question": "いつ"}))
    assert "質問と答えの両方を書いてください。" in words(half)
    both = {"faq.own_1.question": "いつ", "faq.own_1.answer": "月曜", "wordings.received.body": "{name} 様、市です。"}
    assert press(client, page, SAVE, url=url, answers=boxes(both)).status_code == 302
    again = words(client.get(url))
    assert "足す質問2" in again
    with as_system():
        draft = Amendment.objects.get()
    assert draft.wording["faq.own_1.answer"] == {"ja": "月曜", "en": "月曜"}
