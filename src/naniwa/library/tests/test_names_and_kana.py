"""Names are counted as the eye counts them, and found however they were typed."""

import pytest

from naniwa.library.kana import fold, is_kana, to_katakana
from naniwa.library.names import grapheme_length, search_form


@pytest.mark.parametrize(
    ("typed", "as_carried"),
    [
        ("カ）ナニワショウジ", "ｶ)ﾅﾆﾜｼﾖｳｼﾞ"),
        ("なにわ　たろう", "ﾅﾆﾜ ﾀﾛｳ"),
        ("ﾅﾆﾜ ﾀﾛｳ", "ﾅﾆﾜ ﾀﾛｳ"),
        ("ジャン・ポール", "ｼﾞﾔﾝ.ﾎﾟ-ﾙ"),
        ("ヴィーナス", "ｳﾞｲ-ﾅｽ"),
        ("ａｂｃ１２３", "ABC123"),
        ("ヱビス　ヰド", "ｴﾋﾞｽ ｲﾄﾞ"),
        ("ヲ", "ｦ"),
        ("ｬｭｮｯｰ･", "ﾔﾕﾖﾂ-."),
        ("か\u3099", "ｶﾞ"),
    ],
)
def test_kana_is_folded_as_banks_want_it(typed: str, as_carried: str) -> None:
    assert fold(typed).text == as_carried
    assert fold(typed).lost == ()


def test_what_a_bank_file_cannot_carry_is_named() -> None:
    assert fold("ナニワ＆株式会社＆").lost == ("&", "株", "式", "会", "社")
    assert fold("ナニワ＆").text == "ﾅﾆﾜ"


@pytest.mark.parametrize("text", ["タカハシ", "たかはし　けい", "ﾀｶﾊｼ ｹﾞﾝ", "ジャン・ポール", "ヴィー"])
def test_a_reading_is_kana_of_any_kind(text: str) -> None:
    assert is_kana(text)


@pytest.mark.parametrize("text", ["髙橋", "Takahashi", "", "　", "タカハシ3"])
def test_other_writing_is_no_reading(text: str) -> None:
    assert not is_kana(text)


def test_hiragana_and_half_width_become_katakana_and_the_rest_stays() -> None:
    assert to_katakana("なにわ ﾎﾟﾝﾄﾞ 髙橋 ＡＢ") == "ナニワ ポンド 髙橋 ＡＢ"


@pytest.mark.parametrize(
    ("as_typed", "as_searched"),
    [
        ("髙橋", "高橋"),
        ("﨑山", "崎山"),
        ("𠮷野", "吉野"),
        ("辻\U000e0100", "辻"),
        ("葛\U000e0100城", "葛城"),
        ("㐂", "喜"),
        ("渡邉　太郎", "渡辺太郎"),
        ("Ｎａｎｉｗａ株式会社", "naniwa株式会社"),
        ("ﾀｶﾊｼ ｹｲ", "たかはしけい"),
        ("ジャン・ポール", "ジャンポール"),
    ],
)
def test_a_name_is_found_however_it_was_typed(as_typed: str, as_searched: str) -> None:
    assert search_form(as_typed) == search_form(as_searched)


def test_different_names_stay_different() -> None:
    names = ["高橋", "崎山", "吉野", "辻", "葛城", "喜", "橋本", "葛"]
    assert len({search_form(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("text", "length"),
    [("葛\U000e0100城𠮷", 3), ("辻\U000e0100", 1), ("か\u3099", 1), ("", 0), ("abc", 3), ("🈂\ufe0f", 1)],
)
def test_characters_are_counted_as_the_eye_counts(text: str, length: int) -> None:
    assert grapheme_length(text) == length
