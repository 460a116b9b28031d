"""Names and addresses that a clerk would call the same."""

import pytest

from naniwa.library.alike import address_key, name_key, with_plain_numbers

SAME_NAMES = [
    ("㈱髙橋商店", "高橋商店　株式会社"),
    ("株式会社 ﾗｰﾒﾝ一番", "ラーメン一番"),
    ("合同会社コーヒー・ハウス", "コーヒーハウス合同会社"),
    ("渡邊 惠子", "渡辺恵子"),
    ("辻󠄀本 花子", "辻本花子"),
    ("Naniwa Foods Co., Ltd.", "NANIWA FOODS"),
    ("（有）サクラ", "有限会社さくら"),
]
SAME_ADDRESSES = [
    ("大阪府大阪市中央区大手前2丁目1番22号", "大阪府大阪市中央区大手前２－１－２２"),
    ("大阪府堺市堺区南瓦町三丁目1番1号", "大阪府堺市堺区南瓦町3-1-1"),
    ("大阪府豊中市中桜塚十二丁目3番地の1", "大阪府豊中市中桜塚12丁目3−1"),
    ("大阪府大阪市北区梅田1-1-3 大阪駅前第3ビル 5階", "大阪府大阪市北区梅田1丁目1番3号大阪駅前第3ビル5階"),
]


@pytest.mark.parametrize(("one", "other"), SAME_NAMES)
def test_a_name_is_the_same_without_its_legal_form_and_in_any_variant(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), SAME_ADDRESSES)
def test_an_address_is_the_same_however_its_numbers_are_written(one: str, other: str) -> None:
    assert address_key(one) == address_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("大手前2丁目12番2号", "大手前2丁目1番22号"), ("大手前2-1", "大手前21"), ("梅田1-1 3階", "梅田1-1-3")],
)
def test_other_numbers_are_another_address(one: str, other: str) -> None:
    assert address_key(one) != address_key(other)


def test_other_names_are_others_and_a_name_is_never_nothing() -> None:
    assert name_key("高橋商店") != name_key("高橋商会")
    assert name_key("株式会社") == "株式会社"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("大手前2丁目1番22号", "大手前2122"), ("2-1-22", "2122"), ("２丁目１−２２", "2122"), ("二丁目1番地の22", "2122"),
        ("十一丁目3", "113"), ("2丁目", "2丁目"), ("3番", "3番"), ("3号館", "3号館"), ("一番亭", "一番亭"),
        ("カレーハウス", "カレーハウス"), ("06-6941-0351", "0669410351"),
    ],
)  # fmt: skip
def test_the_numbers_of_a_lot_stand_side_by_side_and_others_stay(text: str, plain: str) -> None:
    assert with_plain_numbers(text) == plain
