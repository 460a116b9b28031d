"""What is said of a YAML text names the line where it stands."""

from pathlib import Path

import pytest

from naniwa.kernel.forms.definition import Form, UnsoundDefinition, parse, read, validate
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
        (
            "title: {ja: 売上, en: Sales}",
            "title: 売上",
            "f.yaml:20: pages[1].title: write both languages: {ja: …, en: …}",
        ),
        (
            "title: {ja: 売上, en: Sales}",
            "title: {ja: 売上, en: 3}",
            'title.en: text is needed here; put it in quotes: "3"',
        ),
        ("title: {ja: 売上, en: Sales}", "title: {ja: 売上, en: }", "title.en: this is empty"),
        ("severity: inform", "severity: warn", "severity: 'warn' is not known here; there are block, propose, inform"),
        (
            "key: sales\n",
            "key: 売上\n",
            "pages[1].key: '売上' will not do: small letters, digits and _, as in sales_after",
        ),
        ("mend: [before]", "mend: before", "mend: a list is needed here: [one, another], or one to a line after -"),
        ("maximum: 100,", "maximum: many,", "maximum: a whole number is needed here"),
        ("maximum: 100,", "maximum: 1.5,", "maximum: a whole number is needed here"),
        ("multiline: true", "multiline: often", "multiline: true or false is needed here"),
        (
            "type: kana,",
            "type: kanji,",
            "f.yaml:14: pages[0].fields[3].type: there is no type 'kanji'; there are text, kana,",
        ),
        ("type: kana,", "", "f.yaml:14: pages[0].fields[3]: say the `type` of the field"),
        ('earliest: "1900-01-01"', 'earliest: "1900"', "earliest: '1900' will not do: write a day as 2020-04-21"),
    ],
)
def test_a_text_that_does_not_fit_is_named_with_its_line(before: str, after: str, flaw: str) -> None:
    assert before in YAML
    assert any(flaw in told for told in flaws_of(YAML.replace(before, after, 1))), flaws_of(
        YAML.replace(before, after, 1)
    )


def test_a_fault_in_a_list_does_not_make_the_list_too_short() -> None:
    told = flaws_of(YAML.replace("{key: company, label", "{key: Company, label"))
    assert [flaw.partition(": small")[0] for flaw in told] == [
        "f.yaml:8: pages[0].fields[0].options[0].key: 'Company' will not do"
    ]
    told = flaws_of(YAML.replace("{key: company, label: {ja: 会社, en: Company}}, ", ""))
    assert told == ["f.yaml:8: pages[0].fields[0].options: at least 2 needed here, but there are 1"]


def test_a_file_that_is_not_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "f.yaml"
    file.write_bytes("a: 1\nb: 2\nc: 売上\n".encode("cp932"))
    with pytest.raises(UnsoundDefinition, match=r"f.yaml:3: -: this is not UTF-8; save the file as UTF-8"):
        read(file)


def test_the_mark_that_windows_sets_before_a_text_is_no_part_of_it(tmp_path: Path) -> None:
    file = tmp_path / "f.yaml"
    file.write_text("a: 1\n", encoding="utf-8-sig")
    assert (read(file).document, read(file).text) == ({"a": 1}, "a: 1\n")


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("a: 売上\nb: \0\n", "f.yaml:2: -: the character U+0000 cannot be shown; delete it"),
        ("a: &x [*x]\n", "f.yaml:1: -: something holds itself, or is nested too deeply"),
        ("a:\n  - " + "[" * 100_000 + "]" * 100_000 + "\n", "f.yaml:2: -: nested more than 60 deep"),
        ("[" * 100_000, "f.yaml:1: -: nested more than 60 deep"),
        ("- " * 100_000, "f.yaml:1: -: nested more than 60 deep"),
        ("{a: " * 100_000, "f.yaml:1: -: nested more than 60 deep"),
        ("[a, b]: 1\n", "f.yaml:1: -: a key is one word"),
        ("- 1\n", "f.yaml:1: -: keys with values are needed here"),
    ],
)
def test_a_text_that_cannot_be_read_at_all_is_named(text: str, flaw: str) -> None:
    told = flaws_of(text)
    assert len(told) == 1
    assert told[0].startswith(flaw)


def test_the_sample_fits() -> None:
    assert flaws_of(YAML) == []


def test_an_empty_file_is_named() -> None:
    assert flaws_of("# nothing\n") == ["f.yaml:1: -: the file is empty"]


def test_an_unknown_type_of_field_is_named_where_it_stands() -> None:
    told = flaws_of(YAML.replace("type: kana", "type: kanji"))
    assert len(told) == 1
    assert told[0].startswith("f.yaml:14: pages[0].fields[3]")
