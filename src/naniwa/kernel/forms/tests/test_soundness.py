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


def test_conditions_that_wait_for_one_another_are_a_circle() -> None:
    text = YAML.replace("{key: after, type: money,", "{key: after, type: money, when: answered.before,")
    text = text.replace("{key: before, type: money,", "{key: before, type: money, when: answered.after,")
    assert any("wait for one another: " in flaw and "after" in flaw for flaw in flaws_of(text))


def test_values_in_a_circle_are_named() -> None:
    text = YAML.replace("rule: (before - after) * 100 / before", "rule: twice + 1")
    assert any("wait for one another: drop → twice" in flaw for flaw in flaws_of(text))
