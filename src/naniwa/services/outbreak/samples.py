"""Sample patients of a sample outbreak, all of them invented."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCase:
    """`hours` ago it was reported; `readings` are (temperature, SpO2) of each day since, the last one today.

    Without readings nobody has reached the person yet. `missing` leaves today's report out.
    """

    name: str
    kana: str
    born_on: date
    sex: str
    severity: str = "mild"
    factors: tuple[str, ...] = ()
    hours: int = 2
    readings: tuple[tuple[str, int], ...] = ()
    missing: bool = False
    language: str = "ja"


CASES = (
    SampleCase(name="髙田 美千代", kana="タカダ ミチヨ", born_on=date(1941, 5, 3), sex="female", factors=("heart",)),
    SampleCase(name="吉󠄁岡 翔", kana="ヨシオカ ショウ", born_on=date(1998, 9, 12), sex="male", hours=3),
    SampleCase(name="NGUYEN THI HOA", kana="グエン ティ ホア", born_on=date(2000, 1, 20), sex="female", language="vi"),
    SampleCase(name="中谷 健二", kana="ナカタニ ケンジ", born_on=date(1955, 2, 8), sex="male", hours=14),
    SampleCase(
        name="松井 さやか", kana="マツイ サヤカ", born_on=date(1985, 7, 30), sex="female", hours=98,
        readings=(("38.2", 97), ("37.9", 97), ("37.2", 98), ("36.8", 98)),
    ),
    SampleCase(
        name="西村 隆", kana="ニシムラ タカシ", born_on=date(1948, 11, 2), sex="male", hours=74,
        factors=("diabetes", "respiratory"), readings=(("37.4", 97), ("38.0", 95), ("38.6", 92)),
    ),
    SampleCase(
        name="金 恵美", kana="キム ヘミ", born_on=date(1972, 3, 15), sex="female", hours=74, language="ko",
        readings=(("37.8", 96), ("37.6", 95), ("37.5", 95)),
    ),
    SampleCase(
        name="藤本 一", kana="フジモト ハジメ", born_on=date(1963, 6, 21), sex="male", hours=98, missing=True,
        readings=(("37.1", 98), ("37.0", 98), ("36.9", 98)),
    ),
)  # fmt: skip
