"""What a question turns on: a table of questions as people type them, and the words that are looked for."""

import pytest

from naniwa.library.asking import synonyms, terms
from naniwa.library.names import search_form

KNOWN = synonyms(
    [
        ["手数料", "料金", "いくら", "fee", "fees"],
        ["住民票", "じゅうみんひょう"],
        ["引っ越し", "引越し", "転居"],
    ]
)
QUESTIONS = [
    ("住民票の料金はいくらですか", ["住民票", "手数料"]),
    ("じゅうみんひょうは、いくら？", ["住民票", "手数料"]),
    ("ｼﾞｭｳﾐﾝﾋｮｳ", ["住民票"]),
    ("引越しをした", ["引っ越し"]),
    ("転居したとき", ["引っ越し"]),
    ("髙齢者のパスポート", ["高齢者", "パスポート"]),
    ("高齢者のﾊﾟｽﾎﾟｰﾄ", ["高齢者", "パスポート"]),
    ("How much is the fee?", ["手数料"]),
    ("coffee", ["coffee"]),
    ("それはどうすればよいですか", []),
    ("", []),
]


@pytest.mark.parametrize(("question", "turns_on"), QUESTIONS)
def test_a_question_turns_on_what_carries_it(question: str, turns_on: list[str]) -> None:
    found = terms(question, KNOWN)
    assert len(found) == len(turns_on)
    assert all(any(search_form(word) in term.words for term in found) for word in turns_on)


def test_a_long_run_of_kanji_is_looked_for_in_parts_too() -> None:
    assert terms("支援金申請", KNOWN)[0].parts == ("支援", "援金", "金申", "申請")
