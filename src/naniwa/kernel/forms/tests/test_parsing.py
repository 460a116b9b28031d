"""What people send, in the many ways they write it, and what they are told when it cannot be read."""

import re
from datetime import date
from string import Formatter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naniwa.kernel.forms import validation
from naniwa.kernel.forms.definition.fields import AnyField
from naniwa.kernel.forms.tests.sample import ANSWERS, FORM, answers
from naniwa.kernel.forms.validation.messages import WORDS

RARE = ["髙橋", "﨑山", "𠮷野", "辻󠄀", "葛󠄀城", "㐂"]  # zengin.md: names that break naive code
FIELDS: dict[str, AnyField] = FORM.fields


def send(key: str, **sent: str) -> tuple[Any, list[str]]:
    """Value and codes of problems for what was sent; `_` stands for the field itself."""
    data = {key if part == "_" else f"{key}.{part}": [text] for part, text in sent.items()}
    value, problems = validation.parse(FIELDS[key], data)
    return value, [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("key", "sent", "value"),
    [
        ("after", "412000", 412_000),
        ("after", "４１２，０００円", 412_000),
        ("after", " ¥412,000 ", 412_000),
        ("after", "0", 0),
        ("staff", "１２", 12),
        ("number", "4000020270008", "4000020270008"),
        ("number", "４－００００－２０２７－０００８", "4000020270008"),
        ("number", "T4000020270008", "4000020270008"),
        ("reading", "なにわ しょくどう", "ナニワ ショクドウ"),
        ("reading", "ﾅﾆﾜｼｮｸﾄﾞｳ", "ナニワショクドウ"),
        ("phone", "０６－６９４１－０３５１", "06-6941-0351"),
        ("phone", "090 1234 5678", "090 1234 5678"),
        ("mail", "hanako＠example.jp", "hanako@example.jp"),
        ("born", "1989-01-07", "1989-01-07"),
        ("born", "昭和64年1月7日", "1989-01-07"),
        ("born", "S64.1.7", "1989-01-07"),
        ("month", "令和2年4月", "2020-04"),
        ("month", "2020-04", "2020-04"),
        ("kind", "sole", "sole"),
        ("agreed", "yes", True),
    ],
)
def test_the_same_answer_may_be_written_in_many_ways(key: str, sent: str, value: object) -> None:
    assert send(key, _=sent) == (value, [])


@pytest.mark.parametrize(
    ("key", "sent", "code"),
    [
        ("after", "四十万", "whole_number"),
        ("after", "1.5", "whole_number"),
        ("after", "-1", "too_small"),
        ("after", "1000000000000", "too_large"),
        ("after", "", "required"),
        ("staff", "101", "too_large"),
        ("number", "123", "corporate_number"),
        ("number", "4000020270009", "corporate_check"),
        ("reading", "浪速食堂", "kana"),
        ("phone", "6941-0351", "phone"),
        ("mail", "hanako@example", "email"),
        ("mail", "hanako@@example.jp", "email"),
        ("mail", "a@b.jp\nBcc: c@d.jp", "control"),
        ("born", "1989-02-29", "date"),
        ("born", "平成元年1月7日", "date"),
        ("born", "きのう", "date"),
        ("born", "1899-12-31", "too_early"),
        ("born", "2020-04-01", "too_late"),
        ("born", "", "required"),
        ("month", "2020-13", "month"),
        ("kind", "", "choose"),
        ("kind", "club", "not_an_option"),
        ("agreed", "", "agree"),
        ("book", "", "attach"),
    ],
)
def test_what_cannot_be_read_is_named(key: str, sent: str, code: str) -> None:
    assert code in send(key, _=sent)[1]


@pytest.mark.parametrize(
    ("sent", "value"),
    [
        ({"era": "令和", "year": "2", "month": "4", "day": "1"}, "2020-04-01"),
        ({"era": "reiwa", "year": "元", "month": "5", "day": "1"}, "2019-05-01"),
        ({"era": "", "year": "１９８９", "month": "１", "day": "７"}, "1989-01-07"),
        ({"era": "S", "year": "64", "month": "1", "day": "7"}, "1989-01-07"),
        ({"era": "", "year": "", "month": "", "day": ""}, None),
    ],
)
def test_a_date_may_come_in_parts(sent: dict[str, str], value: str | None) -> None:
    assert validation.parse(FIELDS["born"], {f"born.{part}": [text] for part, text in sent.items()})[0] == value


@pytest.mark.parametrize("missing", ["year", "month", "day"])
def test_a_date_without_a_part_asks_for_the_parts(missing: str) -> None:
    sent = {"year": "2020", "month": "4", "day": "1"} | {missing: ""}
    _, problems = validation.parse(FIELDS["born"], {f"born.{part}": [text] for part, text in sent.items()})
    assert [(problem.code, "年・月・日" in problem.message.ja) for problem in problems] == [("date", True)]


@pytest.mark.parametrize("name", RARE)
def test_names_are_stored_exactly_as_typed(name: str) -> None:
    value, problems = send("name", family=f" {name} ", given=name, family_kana="かな", given_kana="ｶﾅ")
    assert problems == []
    assert value == {"family": name, "given": name, "family_kana": "カナ", "given_kana": "カナ"}


@pytest.mark.parametrize("control", ["\t", "\x00", "\u202e", "\x85", "\u2028", "\ufeff", "\ud800"])
def test_a_name_with_a_character_that_cannot_be_shown_is_sent_back(control: str) -> None:
    assert send("name", family=f"高{control}橋", given="花", family_kana="タ", given_kana="ハ")[1] == ["control"]


def test_who_has_a_single_name_may_leave_the_other_empty() -> None:
    assert send("name", family="SUPARMAN", given="", family_kana="スパルマン", given_kana="")[1] == []
    assert send("name", family="高橋", given="", family_kana="タカハシ", given_kana="")[1] == ["name_part", "name_part"]


def test_length_is_counted_as_the_eye_counts() -> None:
    shop = FIELDS["shops"]
    ten = {"shops.0.shop": ["葛󠄀" * 10], "shops.0.sales": ["1"]}
    assert validation.parse(shop, ten)[1] == []
    eleven = {"shops.0.shop": ["葛󠄀" * 11], "shops.0.sales": ["1"]}
    assert [(one.field, one.code) for one in validation.parse(shop, eleven)[1]] == [("shops.0.shop", "too_long")]


def test_a_postal_code_fills_in_the_municipality_and_its_code() -> None:
    value, problems = send("home", postal_code="〒５４０－０００８", street="2丁目1-22")
    assert problems == []
    assert value == ANSWERS["home"] | {"postal_code": "5400008"}


def test_a_municipality_typed_against_the_postal_code_is_kept_without_a_code() -> None:
    value, _ = send(
        "home", postal_code="540-8570", prefecture="大阪府", municipality="堺市堺区", town="南瓦町", street="3-1"
    )
    assert (value["municipality"], value["municipality_code"]) == ("堺市堺区", "")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"postal_code": "540"}, ("home.postal_code", "postal_code")),
        ({"prefecture": "大阪"}, ("home.prefecture", "prefecture")),
        ({"street": ""}, ("home.street", "address_part")),
        ({"town": "大手前\x07"}, ("home.town", "control")),
    ],
)
def test_a_faulty_part_of_an_address_is_named(changes: dict[str, str], problem: tuple[str, str]) -> None:
    assert problem in [(one.field, one.code) for one in FORM.check_answers(answers(home=changes))]


ACCOUNT = {
    "bank_code": "0001",
    "branch_code": "001",
    "account_type": "1",
    "account_number": "12345",
    "holder_kana": "たかはし はなこ",
}


def test_an_account_gets_the_names_of_its_bank_and_branch() -> None:
    assert send("account", **ACCOUNT) == (ANSWERS["account"], [])


def test_a_bank_may_be_given_by_its_name() -> None:
    value, problems = send("account", **(ACCOUNT | {"bank_code": "みずほ銀行", "branch_code": "東京営業部"}))
    assert (value["bank_code"], value["branch_code"], problems) == ("0001", "001", [])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"bank_code": "9999"}, "bank"),
        ({"bank_code": "なにもない銀行"}, "bank"),
        ({"branch_code": "999"}, "branch"),
        ({"account_type": "3"}, "account_type"),
        ({"account_number": "12345678"}, "account_number"),
        ({"account_number": "口座"}, "account_number"),
        ({"holder_kana": "髙橋花子"}, "holder_kana"),
        ({"holder_kana": ""}, "holder_kana"),
    ],
)
def test_a_faulty_part_of_an_account_is_named(changes: dict[str, str], code: str) -> None:
    assert send("account", **(ACCOUNT | changes))[1] == [code]


def test_a_post_office_account_comes_by_its_passbook() -> None:
    value, problems = send("account", kigo="14180", bango="12345671", holder_kana="タカハシ ハナコ")
    assert problems == []
    assert {key: value[key] for key in ("bank_code", "branch_code", "account_type", "account_number")} == {
        "bank_code": "9900",
        "branch_code": "418",
        "account_type": "1",
        "account_number": "1234567",
    }
    assert send("account", kigo="94180", bango="1", holder_kana="タ")[1] == ["yucho"]


def test_several_options_are_kept_in_the_order_of_the_form() -> None:
    assert validation.parse(FIELDS["reasons"], {"reasons": ["fire", "virus", "fire"]}) == (["virus", "fire"], [])
    assert [one.code for one in validation.parse(FIELDS["reasons"], {"reasons": ["fire", "virus", "flood"]})[1]] == [
        "choose_fewer"
    ]


def test_rows_left_empty_are_dropped_and_faults_name_their_row() -> None:
    data = {
        "shops.0.shop": ["本店"],
        "shops.0.sales": ["1"],
        "shops.1.shop": [""],
        "shops.1.sales": [""],
        "shops.7.shop": ["支店"],
        "shops.7.sales": ["2"],
    }
    assert validation.parse(FIELDS["shops"], data) == ([{"shop": "本店", "sales": 1}, {"shop": "支店", "sales": 2}], [])
    _, problems = validation.parse(FIELDS["shops"], data | {"shops.7.sales": ["二"]})
    assert [(one.field, one.code) for one in problems] == [("shops.7.sales", "whole_number")]
    _, problems = validation.parse(FIELDS["shops"], {"shops.0.shop": ["本店"]})
    assert [(one.field, one.code) for one in problems] == [("shops.0.sales", "required")]


def test_files_accepted_earlier_stay_unless_taken_off() -> None:
    two = [{"id": "a", "name": "1.pdf"}, {"id": "b", "name": "2.pdf"}]
    assert validation.parse(FIELDS["book"], {}, two)[0] == two
    assert validation.parse(FIELDS["book"], {"book": ["b"]}, two)[0] == two[1:]
    assert [one.code for one in validation.parse(FIELDS["book"], {"book": [""]}, two)[1]] == ["attach"]
    assert validation.parse(FIELDS["book"], {"book": ["c"]}, two)[0] is None


@pytest.mark.parametrize("code", WORDS)
def test_every_message_says_what_to_do_in_every_language(code: str) -> None:
    said = WORDS[code]
    assert "不正" not in said.ja
    assert "invalid" not in said.en.lower()
    assert (said.ja[-1], said.en[-1]) == ("。", ".")
    assert _holes(said.ja) == _holes(said.en)


@pytest.mark.parametrize("code", WORDS)
def test_every_message_has_easy_words_in_short_sentences(code: str) -> None:
    """やさしい日本語: 「です」「ます」「ください」, one thing in each sentence, no office words, no readings in brackets."""
    easy = WORDS[code].easy or ""
    assert _holes(easy) == _holes(WORDS[code].ja)
    assert easy.endswith("。")
    for sentence in easy.removesuffix("。").split("。"):
        assert sentence.endswith(("です", "ます", "ません", "ください"))
        assert len(re.sub(r"「?{label}」?(?:の|は|が|に)?", "", sentence)) <= 36, sentence
    assert not re.search("入力|以上|以下|以内|以降|以前|桁|金融機関|名義|確かめ|（", easy)


def _holes(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def test_a_message_names_a_right_answer() -> None:
    problem = validation.parse(FIELDS["after"], {"after": ["四十万"]})[1][0]
    assert problem.message.ja == "「今年」は数字だけで入力してください。例：412000"
    assert problem.message.en == "Enter “This year” in digits only. Example: 412000"
    assert problem.message.easy == "「今年」は、数字だけで書いてください。例：412000"
    sent = {"born.era": ["reiwa"], "born.year": ["2"], "born.month": ["2"], "born.day": ["30"]}
    problem = validation.parse(FIELDS["born"], sent)[1][0]
    assert problem.message.easy == (
        "「誕生日」は、カレンダーにありません。もう一度見て、書いてください。例：令和2年4月21日"
    )


KANA_TEXT = st.text(st.sampled_from("アイウエオカガパンッャー・"), min_size=1, max_size=20)
NAME = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Zs"]), min_size=1, max_size=20
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "after": st.integers(0, 999_999_999_999),
    "staff": st.integers(0, 100),
    "born": st.dates(min_value=date(1900, 1, 1), max_value=date(2020, 3, 31)).map(str),
    "month": st.dates(min_value=date(1900, 1, 1)).map(lambda day: f"{day.year:04}-{day.month:02}"),
    "reading": KANA_TEXT,
    "kind": st.sampled_from(["company", "sole"]),
    "reasons": st.sampled_from([["virus"], ["virus", "fire"], ["flood", "fire"]]),
    "name": st.fixed_dictionaries({"family": NAME, "given": NAME, "family_kana": KANA_TEXT, "given_kana": KANA_TEXT}),
    "shops": st.lists(
        st.fixed_dictionaries({"shop": NAME.filter(lambda one: len(one) < 10), "sales": st.integers(0, 10**9)}),
        min_size=1,
        max_size=3,
    ),
}


@settings(deadline=None)
@given(st.data())
def test_what_a_form_shows_again_is_read_as_the_same_answer(data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(VALUES)))
    value = data.draw(VALUES[key])
    assert validation.parse(FIELDS[key], validation.post(FIELDS[key], value)) == (value, [])


@pytest.mark.parametrize("key", [key for key in ANSWERS if key != "book"])
def test_the_sample_answers_survive_being_sent_again(key: str) -> None:
    assert validation.parse(FIELDS[key], validation.post(FIELDS[key], ANSWERS[key])) == (ANSWERS[key], [])


@settings(deadline=None)
@given(
    st.sampled_from(sorted(FIELDS)),
    st.text(max_size=30),
    st.sampled_from(["", ".year", ".postal_code", ".bank_code", ".kigo", ".0.sales", ".family"]),
)
def test_nothing_that_is_sent_makes_reading_fail(key: str, text: str, part: str) -> None:
    value, _ = validation.parse(FIELDS[key], {f"{key}{part}": [text]})
    if value is not None:
        validation.display(FIELDS[key], value, "ja")
