"""Banks, branches and postal codes are found as people look for them."""

import json
from datetime import date
from pathlib import Path

import pytest

from naniwa.library import postal
from naniwa.library.banks import Directory, directory


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("みずほ", "0001"),
        ("みずほ銀行", "0001"),
        ("0001", "0001"),
        ("ﾐｽﾞﾎ", "0001"),
        ("ミズ", "0001"),
        ("mizuho", "0001"),
        ("三菱UFJ", "0005"),
        ("りそな", "0010"),
        ("ゆうちょ", "9900"),
        ("大阪シティ信金", "1635"),
    ],
)
def test_a_bank_is_found_by_name_code_or_reading(typed: str, code: str) -> None:
    assert directory().search_banks(typed)[0].code == code


@pytest.mark.parametrize("typed", ["", "　", "銀行", "存在しない銀行"])
def test_nothing_is_found_for_nothing(typed: str) -> None:
    assert directory().search_banks(typed) == []


def test_a_branch_is_found_within_its_bank() -> None:
    assert directory().search_branches("0001", "うめだ")[0].name == "梅田"
    assert directory().search_branches("0001", "梅田支店")[0].code == "460"
    assert directory().search_branches("0000", "梅田") == []


def test_a_bank_or_branch_that_is_closed_or_unknown_is_absent() -> None:
    assert directory().bank("0002") is None
    assert directory().branch("0001", "000") is None
    assert directory().branch("../x", "001") is None


def test_the_list_is_whole_and_dated() -> None:
    banks = directory()
    assert len(banks.banks) > 1000
    assert sum(len(banks.branches(code)) for code in banks.banks) > 25_000
    assert banks.edition >= date(2026, 1, 1)


def test_an_older_copy_of_the_list_can_be_asked(tmp_path: Path) -> None:
    (tmp_path / "updated_at").write_text("202004010000\n")
    row = {"code": "0002", "name": "第一", "kana": "ダイイチ", "roma": "daiichi"}
    (tmp_path / "banks.json").write_text(json.dumps({"0002": row}), encoding="utf-8")
    old = Directory(tmp_path)
    assert old.edition == date(2020, 4, 1)
    assert old.bank("0002") is not None
    assert old.branches("0002") == {}


@pytest.mark.parametrize("typed", ["540-0008", "5400008", "〒540-0008", "５４０－０００８", "540ー0008"])
def test_a_postal_code_is_read_as_typed(typed: str) -> None:
    (place,) = postal.lookup(typed)
    assert (place.prefecture, place.city, place.town) == ("大阪府", "大阪市中央区", "大手前")
    assert postal.six_digits(place.municipality_code) == "271284"


def test_a_code_shared_by_several_places_gives_them_all() -> None:
    assert [place.prefecture for place in postal.lookup("498-0000")] == ["愛知県", "三重県"]


def test_a_large_office_has_its_own_code() -> None:
    (place,) = postal.lookup("540-8570")
    assert (place.building, place.town) == ("大阪府庁", "大手前2丁目1-22")


@pytest.mark.parametrize("typed", ["", "540", "999-9999", "abc-defg", "'; DROP"])
def test_an_unknown_code_has_no_place(typed: str) -> None:
    assert postal.lookup(typed) == ()


def test_the_places_of_a_prefecture_are_its_own() -> None:
    places = postal.in_prefecture("大阪府")
    assert len(places) > 3000
    assert {place.prefecture for place in places} == {"大阪府"}


@pytest.mark.parametrize(
    ("five", "six"), [("27100", "271004"), ("27000", "270008"), ("27140", "271403"), ("01100", "011002")]
)
def test_municipality_codes_get_their_check_digit(five: str, six: str) -> None:
    assert postal.six_digits(five) == six
