"""Wordings in files."""

from pathlib import Path

import pytest

from naniwa.kernel.notifications import templates
from naniwa.kernel.notifications.apps import check_templates
from naniwa.kernel.notifications.templates import BadTemplate

GOOD = """
version: 1
placeholders: [amount]
subject: {ja: "{office}", en: "{office}"}
body: {ja: "{amount}円", en: "{amount} yen"}
"""


def _read(tmp_path: Path, text: str) -> templates.Template:
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    return templates.read("test.x", path)


def test_a_good_file_is_read(tmp_path: Path) -> None:
    made = _read(tmp_path, GOOD)
    assert (made.key, made.version, made.body["ja"]) == ("test.x", 1, "{amount}円\n")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("{amount} yen", "some yen", "{amount} stands in one language only"),
        ("[amount]", "[]", "{amount} is not declared"),
        ("[amount]", "[amount, unused]", "{unused} is declared but never used"),
        ("{amount}円", "{amount}円{", "a brace that is no placeholder"),
        ("{amount}円", "{amount:>10}円 {amount}", "a brace that is no placeholder"),
        ("{amount}円", "{amount.x}円 {amount}", "a brace that is no placeholder"),
        ('ja: "{office}"', 'ja: "{office}\\n"x', "while parsing"),
        ("version: 1", "version: 0", "greater than or equal to 1"),
        ("version: 1", "version: 1\nextra: 1", "Extra inputs"),
        (', en: "{amount} yen"', "", "body.en"),
        ('en: "{office}"', 'en: "{office}", ko: "{office}"', "ko: subject or body is missing"),
        ('en: "{amount} yen"', 'en: "{amount} yen", vi: "x"', "vi: subject or body is missing"),
        (
            'en: "{office}"}\nbody: {',
            'en: "{office}", ko: "x"}\nbody: {ko: "{amount}", ',
            "{office} stands in one language",
        ),
    ],
)
def test_a_faulty_file_is_named_with_its_fault(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in GOOD
    with pytest.raises(BadTemplate) as error:
        _read(tmp_path, GOOD.replace(old, new))
    assert fault in str(error.value)
    assert "x.yaml" in str(error.value)


def test_a_message_may_be_worded_in_further_languages_and_others_are_said_in_the_nearest(tmp_path: Path) -> None:
    text = GOOD.replace('en: "{office}"', 'en: "{office}", ko: "{office}"').replace(
        'en: "{amount} yen', 'ko: "{amount}엔", en: "{amount} yen'
    )
    made = _read(tmp_path, text)
    assert templates.fill(made, "ko", {"office": "x", "amount": 5}) == ("x", "5엔\n")
    assert [templates.spoken(made, one) for one in ("ko", "ja-easy", "zh", "en")] == ["ko", "ja", "ja", "en"]


def test_every_shipped_wording_can_be_used() -> None:
    assert check_templates() == []


def test_the_start_up_check_names_a_faulty_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.yaml").write_text(GOOD.replace("[amount]", "[]"), encoding="utf-8")
    monkeypatch.setattr(templates, "files", lambda: [("test.x", tmp_path / "x.yaml")])
    (error,) = check_templates()
    assert "{amount} is not declared" in error.msg
