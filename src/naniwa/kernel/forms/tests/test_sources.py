"""What is said of a YAML text names the line where it stands."""

import pytest

from naniwa.kernel.forms.definition import Form, UnsoundDefinition, parse, validate
from naniwa.kernel.forms.tests.sample import YAML


def flaws_of(text: str) -> list[str]:
    try:
        validate(Form, parse(text, file="f.yaml"))
    except UnsoundDefinition as unsound:
        return [str(flaw) for flaw in unsound.flaws]
    return []


def test_dates_times_and_the_word_no_stay_text() -> None:
    document = parse("{a: 2020-04-01, b: no, c: 08:30, d: 010, e: 12, f: true, g: null}", file="f.yaml").document
    assert document == {"a": "2020-04-01", "b": "no", "c": "08:30", "d": "010", "e": 12, "f": True, "g": None}


@pytest.mark.parametrize(
    ("before", "after", "flaw"),
    [
        ("en: Applicant}", "xx: Applicant}", "f.yaml:3: pages[0].title.xx: this key is not known here"),
        ("title: {ja: 売上, en: Sales}", "title: {ja: 売上}", "f.yaml:20: pages[1].title.en: this is missing"),
        ("title: {ja: 売上, en: Sales}", "title: {ja: 売上, en: ''}", "f.yaml:20: pages[1].title.en: this is empty"),
        ("  - key: sales\n", "  - nokey: sales\n", "f.yaml:19: pages[1].key: this is missing"),
        (
            "    severity: inform\n",
            "    severity: inform\n    severity: block\n",
            "f.yaml:81: checks[3].severity: this key stands twice",
        ),
        ("pages:\n", "pages: [\n", "not YAML"),
    ],
)
def test_a_text_that_does_not_fit_is_named_with_its_line(before: str, after: str, flaw: str) -> None:
    assert before in YAML
    assert any(flaw in told for told in flaws_of(YAML.replace(before, after, 1))), flaws_of(
        YAML.replace(before, after, 1)
    )


def test_the_sample_fits() -> None:
    assert flaws_of(YAML) == []


def test_an_empty_file_is_named() -> None:
    assert flaws_of("# nothing\n") == ["f.yaml:1: -: the file is empty"]


def test_an_unknown_type_of_field_is_named_where_it_stands() -> None:
    told = flaws_of(YAML.replace("type: kana", "type: kanji"))
    assert len(told) == 1
    assert told[0].startswith("f.yaml:14: pages[0].fields[3]")
