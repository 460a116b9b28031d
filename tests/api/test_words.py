"""What is wrong with a field is said in the reader's language, whole sentences in both, and never with the value sent."""

import re
from typing import Any

import pytest

from naniwa.services.procedures.api import wording
from naniwa.services.procedures.queries.live import Live
from tests.api.partner import Partner, partner

JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
CODE = {"act": "add_deficiency", "code": "no such code"}
BODIES: list[tuple[Any, str, str, str]] = [
    ({}, "body.do", "act", "act"),
    ({"act": "pay"}, "body.do", "claim, hand_back", "claim, hand_back"),
    ({"act": "claim", "more": 1}, "body.do.claim.more", "この項目はありません", "There is no such field"),
    ({"act": "send_back"}, "body.do.send_back.reason", "必須です", "Required"),
    ({"act": "send_back", "reason": ""}, "body.do.send_back.reason", "1字以上", "1 or more"),
    ({"act": "send_back", "reason": "あ" * 1001}, "body.do.send_back.reason", "1000字以内", "at most 1000"),
    ({"act": "send_back", "reason": 5}, "body.do.send_back.reason", "文字列", "a string"),
    ({"act": "send_back", "reason": "a\0b"}, "body.do.send_back.reason", "形", "pattern"),
    ({"act": "decide", "outcome": "lost"}, "body.do.decide.outcome", "approved, declined", "approved, declined"),
    ({"act": "decide", "outcome": "approved", "amount_yen": "many"}, "body.do.decide.amount_yen", "整数", "whole number"),
    ({"act": "decide", "outcome": "approved", "amount_yen": 1.5}, "body.do.decide.amount_yen", "整数", "whole number"),
    ({"act": "decide", "outcome": "approved", "amount_yen": -1}, "body.do.decide.amount_yen", "0以上", "0 or more"),
    ({"act": "decide", "outcome": "approved", "amount_yen": 10**13}, "body.do.decide.amount_yen", "以下", "or less"),
    ([], "body.do", "オブジェクト", "object"),
]  # fmt: skip
QUERIES: list[tuple[dict[str, Any], str]] = [
    ({"changed_since": "yesterday"}, "RFC 3339"),
    ({"changed_since": "2026-11-24T09:00:00"}, "RFC 3339"),
    ({"status": "lost"}, "received"),
    ({"limit": 0}, "1"),
    ({"limit": "many"}, ""),
    ({"cursor": "x"}, "next"),
    ({"procedure": "a b"}, ""),
]


@pytest.fixture
def one(version: Live) -> Partner:
    return partner()


def mistakes(answer: Any) -> list[dict[str, str]]:
    assert answer.status_code == 422, answer.content
    told: list[dict[str, str]] = answer.json()["errors"]
    return told


def hold_to_language(message: str, language: str) -> None:
    assert bool(JAPANESE.search(message)) == (language == "ja"), message
    assert message.endswith(("。", ".")) or re.search(r"[:：]", message), message


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_wrong_body_is_explained_in_the_language_asked_for(one: Partner, language: str) -> None:
    headers = one.headers(**{"Idempotency-Key": "k", "Accept-Language": language})
    for body, at, *words in BODIES:
        answer = one.http.post("/api/v1/cases/KX-1/acts", body, content_type="application/json", headers=headers)
        (told,) = mistakes(answer)
        assert told["at"] == at
        assert words[language == "en"] in told["message"], told
        hold_to_language(told["message"], language)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_wrong_query_is_explained_in_the_language_asked_for(one: Partner, language: str) -> None:
    for query, word in QUERIES:
        (told,) = mistakes(one.get("/cases", language=language, **query))
        assert told["at"].startswith("query.")
        assert word in told["message"], told
        assert told["message"] != str(wording.WRONG)
        hold_to_language(told["message"], language)


def test_lines_are_explained_in_the_language_asked_for(one: Partner) -> None:
    headers = one.headers(**{"Accept-Language": "ja"})
    lines = '{not json\n{"key": "k"}\n'
    answer = one.http.post("/api/v1/bulk/acts", lines, content_type="application/x-ndjson", headers=headers)
    for message in re.findall(r'"message":"([^"]*)"', b"".join(answer).decode()):
        hold_to_language(message, "ja")
