"""Each flaw that would hurt an applicant is found before publishing, with its line."""

import pytest

from naniwa.kernel.forms.definition import Form, parse, validate
from naniwa.kernel.forms.soundness import inspect
from naniwa.kernel.forms.tests.sample import ANSWERS, YAML, answers


def flaws_of(text: str) -> list[str]:
    source = parse(text, file="f.yaml")
    large = answers(kind="company", before=2_000_000)
    return [str(flaw) for flaw in inspect(validate(Form, source), source, examples=[ANSWERS, large])]


def test_the_sample_is_sound() -> None:
    assert flaws_of(YAML) == []


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("must: after * 2 <= before", "must: aftr * 2 <= before", "there is no field or value 'aftr'"),
        ("must: after * 2 <= before", "must: after * 2 <= kind", "cannot be applied to a number and text"),
        ("must: after * 2 <= before", "must: after", "true or false is needed"),
        ("must: after * 2 <= before", "must: |\n      after > 1 &&\n      aftr > 2", "there is no field or value 'aftr'"),
        ('when: kind == "company"', 'when: kind == "compny"', "'kind' has no option 'compny'; there are company, sole"),
        ('when: kind == "company"', "when: before > 1", "depends on before, asked only later"),
        ('when: kind == "company"', 'when: number == ""', "depends on number, asked only later"),
        ('when: kind == "company"', 'when: received_on > "2020-04-01"', "what is asked cannot depend on received_on"),
        ('when: kind == "company"', 'when: years_between(kind, "2020-04-01") > 1', "'kind' is no day"),
        ('when: kind == "company"', "when: drop > 1", "depends on after, before, asked only later"),
        ('when: kind == "company"', 'when: kind == "sole" && kind != "sole"', "no example shows field 'number'"),
        ("when: before >= 1000000 &&", "when: before < 0 &&", "no example reaches page 'large'"),
        ("when: before >= 1000000", 'when: remarks == "x"', "depends on remarks, asked only later"),
        ("key: drop,", "key: after,", "there are two: field or value 'after'"),
        ("key: reading,", "key: size,", "'size' is a word of the rule language"),
        ("{key: flood,", "{key: virus,", "there are two: option of reasons 'virus'"),
        ("{key: sales, type: money", "{key: shop, type: money", "there are two: field of shops 'shop'"),
        ("code: holder", "code: elsewhere", "there are two: check 'elsewhere'"),
        ("field: home\n", "field: hom\n", "there is no field 'hom'"),
        ("mend: [before]", "mend: [befor]", "there is no field 'befor'"),
        ("Down {drop}", "Down {drp}", "{drp} is no field or value"),
        ("sum(shops.sales) == after", "shops.all(s, s.salez > 0)", "no row has a part 'salez'; there are sales, shop"),
        ('earliest: "1900-01-01"', 'earliest: "2030-01-01"', "earliest is above latest"),
        ('earliest: "1900-01-01"', 'earliest: "1900-02-29"', "there is no day 1900-02-29"),
        ('latest: "2020-03-31"', 'latest: "2027-02-31"', "there is no day 2027-02-31"),
        ("month, label: {ja: 比べる月, en: Month}", "month, label: {ja: 比べる月, en: Month}, latest: 2020-13", "there is no month 2020-13"),
        ("at_most: 2}", "at_most: 2, accept: []}", "no file would be taken"),
        ("at_most: 2}", "at_most: 2, max_megabytes: 100000}", "the site takes files of up to 20 MB"),
        ("at_most: 2}", "at_most: 2, max_megabytes: 0}", "max_megabytes is at least 1"),
        ("at_most: 2}", "at_most: 0}", "at_most is at least 1"),
        ("        at_most: 2\n", "        at_most: 0\n", "at_most is at least 1"),
        ("        at_most: 3\n", "        at_most: 0\n", "at_most: at_least is above at_most"),
        ("max_length: 10}", "max_length: 0}", "max_length is at least 1"),
        ("max_length: 100}", "max_length: -1}", "max_length is at least 1"),
        ("maximum: 100,", "maximum: -1,", "maximum: minimum is above maximum"),
        ("Down {drop} ({after}).", "Down {drop} ({after).", "a stray {: the answer to `key` is written {key}"),
        ("{ja: 半減していません。,", '{ja: "半減}していません。",', "a stray }"),
        ("{ja: 今年, en: This year}", '{ja: 今年, en: "This {kind}"}', "nothing is filled in here"),
        ("en: Trade name}", 'en: Trade name}, hint: {ja: 例, en: "As {name}"}', "hint.en: nothing is filled in here"),
        ("{ja: 感染症, en: Virus}", '{ja: "感染{症", en: Virus}', "options[0].label.ja: nothing is filled in here"),
        ("{ja: 本当です。,", '{ja: "{name}は本当です。",', "statement.ja: nothing is filled in here"),
        ("{key: shop, type: text,", "{key: shop, type: text, example: 十文字を超える長い名前の店,", "takes up to 10 characters"),
        ("{key: reading, type: kana,", "{key: reading, type: kana, example: 屋号,", "no right answer itself: Enter “Trade name” in katakana"),
        ("{key: after, type: money,", "{key: after, type: money, example: 四十万円,", "no right answer itself: Enter “This year” in digits only."),
        ("{key: phone, type: text,", "{key: phone, type: text, example: 0120,", "no right answer itself"),
        ("{key: born, type: date,", "{key: born, type: date, example: 令和5年1月1日,", "must be 31 March 2020 (Tue) or earlier"),
        ("        type: choice\n", "        type: choice\n        example: 組合\n", "no option is called '組合'"),
        ("rule: drop * 2", "rule: twice * 2", "wait for one another"),
        ("blurred\n    severity: propose", "blurred\n    severity: block", "only a person can find it"),
        ("otherwise: name.family_kana", "otherwise: nam.family_kana", "there is no field or value 'nam'"),
        ("otherwise: name.family_kana + name.given_kana", "otherwise: before", "this gives a number, but text is needed"),
    ],
)  # fmt: skip
def test_a_flaw_is_named_with_its_line(before: str, after: str, message: str) -> None:
    """The flaw stands in the line that was changed; in a rule of several lines, in its last."""
    line = YAML[: YAML.index(before)].count("\n") + after.rstrip().count("\n") + 1
    told = flaws_of(YAML.replace(before, after, 1))
    assert any(f"f.yaml:{line}:" in flaw and message in flaw for flaw in told), told


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{key: reading, type: kana,", "{key: reading, type: kana, example: やごう,"),
        ("{key: after, type: money,", "{key: after, type: money, example: '980,000円',"),
        ("{key: born, type: date,", "{key: born, type: date, example: 平成元年1月8日,"),
        ("{key: name, type: person_name,", "{key: name, type: person_name, example: 髙橋 花子,"),
        ("        type: choice\n", "        type: choice\n        example: 会社\n"),
        ("at_most: 2}", "at_most: 2, accept: [pdf], max_megabytes: 20}"),
    ],
)
def test_what_a_person_may_answer_may_be_the_example(before: str, after: str) -> None:
    assert before in YAML
    assert flaws_of(YAML.replace(before, after, 1)) == []


def test_conditions_that_wait_for_one_another_are_a_circle() -> None:
    text = YAML.replace("{key: after, type: money,", "{key: after, type: money, when: answered.before,")
    text = text.replace("{key: before, type: money,", "{key: before, type: money, when: answered.after,")
    assert any("wait for one another: " in flaw and "after" in flaw for flaw in flaws_of(text))


def test_values_in_a_circle_are_named() -> None:
    text = YAML.replace("rule: (before - after) * 100 / before", "rule: twice + 1")
    assert any("wait for one another: drop → twice" in flaw for flaw in flaws_of(text))
