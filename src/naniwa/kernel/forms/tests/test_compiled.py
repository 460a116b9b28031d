"""What shows, what is assessed, and how it is said."""

from typing import Any

import pytest
from django.utils.translation import override

from naniwa.design.dates import amount
from naniwa.kernel.forms.compiled import compile_form
from naniwa.kernel.forms.findings import amount as finding_amount
from naniwa.kernel.forms.tests.sample import ANSWERS, FORM, answers, form


def codes(given: dict[str, Any]) -> list[str]:
    return [finding.check_code for finding in FORM.assess(given).findings]


def pages(given: dict[str, Any]) -> list[str]:
    return [page.key for page in FORM.visible_pages(given)]


def test_sound_answers_have_neither_problems_nor_findings() -> None:
    assessment = FORM.assess(ANSWERS)
    assert (assessment.problems, assessment.findings, assessment.blocked) == ([], [], False)
    assert assessment.values == {"drop": 55, "known_as": "タカハシハナコ", "twice": 110}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"after": 450_000}, []),
        ({"after": 450_001}, ["not-halved"]),
        ({"home": {"prefecture": "兵庫県"}}, ["elsewhere"]),
        ({"account": {"holder_kana": "タカハシ イチロウ"}}, ["holder"]),
        ({"reading": "ナニワ", "account": {"holder_kana": "ナニワ シヨクドウ"}}, []),
        ({"shops": [{"shop": "本店", "sales": 400_000}]}, []),
        ({"shops": [{"shop": "本店", "sales": 1}]}, ["shops-differ"]),
        ({"shops": [{"shop": "本店", "sales": 1}], "after": 0}, []),
        ({"before": None}, []),
    ],
)
def test_checks_find(changes: dict[str, Any], expected: list[str]) -> None:
    assert codes(answers(**changes)) == expected


def test_a_finding_says_what_it_saw_in_both_languages() -> None:
    finding = FORM.assess(answers(after=500_000)).findings[0]
    assert finding.wording_applicant.ja == "44%減です（500,000円）。"
    assert finding.wording_applicant.en == "Down 44% (¥500,000)."
    assert finding.evidence == {"after": 500_000, "before": 900_000}
    assert finding.fields == ("after", "before")


def test_a_check_that_cannot_be_worked_out_is_left_to_a_person() -> None:
    finding = next(one for one in FORM.assess(answers(before=0, after=0)).findings if one.check_code == "unlikely")
    assert (finding.severity, finding.failed) == ("propose", True)


def test_a_check_without_a_rule_is_for_people_only() -> None:
    assert [check.code for check in FORM.staff_checks()] == ["blurred"]


def test_a_page_shows_when_its_condition_is_answered_and_true() -> None:
    assert pages({}) == ["who", "sales", "pay"]
    assert pages(answers(kind="company", before=1_000_000)) == ["who", "sales", "large", "pay"]
    assert pages(answers(kind="sole", before=1_000_000)) == ["who", "sales", "pay"]


def test_a_field_shows_when_its_condition_is_true() -> None:
    assert "number" not in [field.key for field in FORM.visible_fields("who", {})]
    assert "number" in [field.key for field in FORM.visible_fields("who", {"kind": "company"})]


def test_what_is_hidden_is_neither_asked_for_nor_kept() -> None:
    given = answers(number="nonsense", remarks="old", stranger=1)
    assert FORM.check_answers(given) == []
    assert FORM.without_hidden(given) == ANSWERS


def test_what_shows_is_asked_for() -> None:
    problems = FORM.check_answers(answers(kind="company", before=1_000_000))
    assert [(problem.field, problem.code) for problem in problems] == [("number", "required"), ("remarks", "required")]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"after": "400000"}, ("after", "shape")),
        ({"name": "高橋"}, ("name", "shape")),
        ({"book": ["a"]}, ("book", "shape")),
        ({"agreed": False}, ("agreed", "agree")),
        ({"born": "2020-02-30"}, ("born", "date")),
        ({"shops": [{"shop": "本店"}]}, ("shops.0.sales", "required")),
        ({"shops": [{"shop": "本店", "sales": 1}] * 4}, ("shops", "rows_many")),
        ({"staff": True}, ("staff", "shape")),
    ],
)
def test_answers_that_never_passed_a_page_are_checked_all_the_same(
    changes: dict[str, Any], problem: tuple[str, str]
) -> None:
    given = ANSWERS | changes
    assert [(one.field, one.code) for one in FORM.check_answers(given)] == [problem]


def test_a_page_is_read_with_what_earlier_pages_said() -> None:
    parsed = FORM.parse_page("large", {"remarks": ["一行目\r\n二行目"]}, answers(kind="company", before=2_000_000))
    assert parsed.values == {"remarks": "一行目\n二行目"}
    assert FORM.parse_page("large", {}, ANSWERS).problems == []


def test_a_field_depends_on_another_of_its_page_as_it_was_sent() -> None:
    sole = FORM.parse_page("who", {"kind": ["sole"], "number": ["123"]}, {"kind": "company"})
    assert "number" not in {problem.field for problem in sole.problems} | sole.values.keys()
    company = FORM.parse_page("who", {"kind": ["company"], "number": ["123"]}, {"kind": "sole"})
    assert "number" in {problem.field for problem in company.problems}


def test_some_fields_are_read_alone_when_only_they_are_to_be_mended() -> None:
    parsed = FORM.parse_fields(["after", "home"], {"after": ["1"], "before": ["2"], "home.town": ["x"]}, ANSWERS)
    assert parsed.values["after"] == 1
    assert "before" not in parsed.values
    assert {problem.field for problem in parsed.problems} >= {"home.street", "home.postal_code"}


def test_differences_are_told_field_by_field() -> None:
    told = FORM.differences(ANSWERS, answers(after=1, reading="ナニワ"), language="en")
    assert [(one.label.en, one.before, one.after) for one in told] == [
        ("Trade name", "", "ナニワ"),
        ("This year", "¥400,000", "¥1"),
    ]


@pytest.mark.parametrize(
    ("key", "value", "ja", "en"),
    [
        ("kind", "company", "会社", "Company"),
        ("kind", "club", "club", "club"),
        ("name", ANSWERS["name"], "髙橋 花子（タカハシ ハナコ）", "髙橋 花子 (タカハシ ハナコ)"),
        (
            "home",
            ANSWERS["home"],
            "〒540-8570 大阪府大阪市中央区大手前2丁目1-22",
            "〒540-8570 大阪府大阪市中央区大手前2丁目1-22",
        ),
        ("born", "1989-01-07", "1989年1月7日（土）", "7 January 1989 (Sat)"),
        ("month", "2020-04", "2020年4月", "April 2020"),
        ("after", 412_000, "412,000円", "¥412,000"),
        ("staff", 12, "12人", "12 people"),
        ("reasons", ["virus", "fire"], "感染症、火事", "Virus, Fire"),
        (
            "account",
            ANSWERS["account"],
            "みずほ 東京営業部 普通 0012345 タカハシ ハナコ",
            "みずほ 東京営業部 ordinary 0012345 タカハシ ハナコ",
        ),
        ("book", ANSWERS["book"], "通帳.pdf", "通帳.pdf"),
        ("agreed", True, "同意しました", "Agreed"),
        ("shops", [{"shop": "本店", "sales": 1}], "店舗1　店名：本店、売上：1円", "Shop 1: Name: 本店, Sales: ¥1"),
        ("after", None, "", ""),
    ],
)
def test_answers_are_shown_in_words(key: str, value: object, ja: str, en: str) -> None:
    assert (FORM.display(key, value, "ja"), FORM.display(key, value, "en")) == (ja, en)


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en"])
@pytest.mark.parametrize("yen", [0, 1, 412_000, -412_000, 999_999_999_999])
def test_money_reads_as_it_does_everywhere_on_the_site(yen: int, language: str) -> None:
    with override(language):
        assert FORM.display("after", yen, language) == amount(yen) == finding_amount(yen, "yen", language)


def test_the_same_form_is_compiled_once() -> None:
    one = form()
    assert compile_form(one) is compile_form(one)
    assert compile_form(one) is not compile_form(form())
