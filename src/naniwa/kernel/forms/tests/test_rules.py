"""Rules: what they can say, what is refused at publishing, and what they come to."""

from typing import Any

import pytest

from naniwa.kernel.forms.rules import Bundle, Failed, RuleError, Vocabulary, evaluate

WORDS = Vocabulary(
    {
        "a": "int",
        "b": "int",
        "kind": "string",
        "day": "string",
        "home.town": "string",
        "home.street": "string",
        "shops": "rows",
        "shops.sales": "list(int)",
        "picked": "list(string)",
        "agreed": "bool",
        "answered.a": "bool",
    }
)
FACTS: dict[str, Any] = {
    "a": 412_000,
    "b": 980_000,
    "kind": "company",
    "day": "2020-03-31",
    "home.town": "大手前",
    "home.street": "2丁目",
    "shops": [{"sales": 3, "name": "本店"}, {"sales": 4, "name": "支店"}],
    "shops.sales": [3, 4],
    "picked": ["fire"],
    "agreed": True,
    "answered.a": True,
}


@pytest.mark.parametrize(
    ("rule", "result"),
    [
        ("a * 2 <= b", True),
        ("a * 2 <= b && kind == 'sole'", False),
        ("(b - a) * 100 / b", 57),
        ("day <= '2020-03-31'", True),
        ("day > '2019-12-31' && day < '2020-01-01'", False),
        ("home.town + home.street", "大手前2丁目"),
        ("size(shops)", 2),
        ("sum(shops.sales)", 7),
        ("sum(shops.map(s, s.sales * 2))", 14),
        ("shops.all(s, s.sales > 3)", False),
        ("'fire' in picked", True),
        ("kind in ['company', 'sole']", True),
        ("answered.a ? a : 0", 412_000),
        ("agreed // a remark\n && true", True),
        ("has_kana('ｶ)ﾅﾆﾜｼﾖｳﾃﾝ', 'ナニワショウテン')", True),
        ("same_kana('タカハシ ハナコ', 'タカハシハナコ')", True),
        ("same_kana('タカハシ', 'タカバシ')", False),
        ("days_between(day, '2020-03-31')", 0),
        ("days_between(day, '2020-04-30')", 30),
        ("days_between('2020-02-28', '2020-03-01')", 2),
        ("days_between('2021-02-28', '2021-03-01')", 1),
        ("days_between('2020-04-01', day)", -1),
        ("years_between('2002-04-01', day)", 17),
        ("years_between('2002-03-31', day)", 18),
        ("years_between('2002-03-31', '2020-03-30')", 17),
        ("years_between('2004-02-29', '2022-02-28')", 17),
        ("years_between('2004-02-29', '2022-03-01')", 18),
        ("years_between('2004-02-29', '2024-02-29')", 20),
        ("years_between(day, '2018-03-31')", -2),
        ("[{'born': '2002-03-31'}].all(c, 'age' + string(years_between(c.born, day)) == 'age18')", True),
    ],
)
def test_a_rule_comes_to(rule: str, result: object) -> None:
    assert evaluate(WORDS.compile(rule), FACTS) == result


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("aa > 1", "there is no field or value 'aa'"),
        ("a > 'x'", "> cannot be applied to a number and text"),
        ("home == 'x'", "'home' has parts; use one of home.town, home.street"),
        ("home.city == 'x'", "'home' has parts"),
        ("a > 1.5", "cannot be applied"),
        ("answered.b", "answered. takes the key of a field"),
        ("a +", "Syntax error"),
        ("sum(picked) > 1", "cannot be applied to a list of texts"),
        ("a", "this gives a number, but true or false is needed here"),
        ("", "Syntax error"),
        (
            "days_between(day, '2020-4-1') > 1",
            "days_between counts from one day to another, and '2020-4-1' is none: write 2027-04-01",
        ),
        ("years_between('2021-02-29', day) > 1", "'2021-02-29' is none"),
        ("years_between(a, day) > 1", "cannot be applied to a number and text"),
    ],
)
def test_a_rule_that_cannot_work_is_explained(rule: str, message: str) -> None:
    with pytest.raises(RuleError, match=r".") as caught:
        WORDS.compile(rule, expect="bool")
    assert message in str(caught.value)


def test_a_mistake_is_found_in_its_line_of_the_rule() -> None:
    with pytest.raises(RuleError) as caught:
        WORDS.compile("a > 1 &&\nb > 2 &&\nc > 3")
    assert caught.value.line == 3


def test_the_variables_of_a_rule_are_known_without_those_of_its_macros() -> None:
    program = WORDS.compile(
        "shops.all(s, s.sales > a) && (answered.a || home.town != '') ? [b] == [1] : {'x': day} != {}"
    )
    assert program.variables == ("a", "b", "day", "home.town", "shops")
    assert "answered.a" in program.reads
    assert program.row_parts == {"sales"}


def test_constants_that_a_rule_compares_with_are_known() -> None:
    program = WORDS.compile("kind == 'company' || kind in ['x', 'y'] || 'z' in picked || day < '2020'")
    assert program.compared == {("kind", "company"), ("kind", "x"), ("kind", "y"), ("picked", "z")}


def test_a_rule_with_an_unanswered_field_is_left_out() -> None:
    bundle = Bundle(WORDS, {"one": WORDS.compile("a > 1"), "two": WORDS.compile("b > 1")})
    assert bundle.evaluate({"a": 2}) == {"one": True}
    assert bundle.evaluate({"a": 2, "b": 1}) == {"one": True, "two": False}
    assert bundle.evaluate({}) == {}


def test_a_rule_that_fails_does_not_spoil_the_others() -> None:
    bundle = Bundle(WORDS, {"bad": WORDS.compile("a / b > 1"), "good": WORDS.compile("a > 1")})
    results = bundle.evaluate({"a": 2, "b": 0})
    assert isinstance(results["bad"], Failed)
    assert results["good"] is True


def test_what_is_no_day_fails_the_rule_and_raises_nothing() -> None:
    program = WORDS.compile("days_between(kind, day) > 1")
    assert program.days == {"kind", "day"}
    assert isinstance(evaluate(program, FACTS), Failed)


def test_a_row_without_the_part_fails_and_raises_nothing() -> None:
    program = WORDS.compile("shops.all(s, s.sales > 1)")
    assert isinstance(evaluate(program, {"shops": [{"name": "本店"}]}), Failed)
