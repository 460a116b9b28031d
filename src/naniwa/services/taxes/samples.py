"""Sample bills, every one of them invented."""

from collections.abc import Iterator
from datetime import date, timedelta

from naniwa.services.taxes.rules.lines import Instalment, NewBill

OFFICE = "271004"
"""Osaka City."""
PEOPLE = (
    ("𠮷野 花子", "ヨシノ ハナコ", date(1975, 4, 1), "yoshino@resident.example.jp"),
    ("髙橋 見本", "タカハシ ミホン", date(1980, 1, 2), "takahashi@resident.example.jp"),
    ("辻󠄀 見本", "ツジ ミホン", date(1962, 12, 24), ""),
    ("﨑山 見本", "サキヤマ ミホン", date(1991, 8, 8), "sakiyama@resident.example.jp"),
    ("株式会社 葛󠄀城見本商会", "カツラギミホンショウカイ", None, "keiri@katsuragi.example.jp"),
    ("濵田 見本", "ハマダ ミホン", date(1948, 6, 30), ""),
)
TAXES = (
    ("property-tax", 4, 41_000, "課税標準額（見本） 12,000,000円\n税率 固定資産税1.4％、都市計画税0.3％"),
    ("residents-tax", 4, 28_500, "総所得金額（見本） 4,200,000円"),
    ("light-vehicle-tax", 1, 10_800, "軽四輪乗用（見本）"),
)
APART = timedelta(days=61)


def bills(today: date) -> Iterator[NewBill]:
    """For each person each tax; of four instalments one is due soon, one is overdue, and one was long ago."""
    year = today.year if today.month >= 4 else today.year - 1  # noqa: PLR2004 - April
    for person, (name, kana, born_on, email) in enumerate(PEOPLE):
        for at, (tax, count, yen, details) in enumerate(TAXES):
            first = today + timedelta(days=5 - person) - (2 if count > 1 else 0) * APART
            yield NewBill(
                number=f"{year}-{person + 1:03}{at + 1:03}",
                tax=tax,
                year=year,
                name=name,
                kana=kana,
                postcode="530-8201",
                address=f"大阪市北区中之島1丁目（見本）{person + 1}番{at + 1}号",
                born_on=born_on,
                email=email,
                details=details,
                instalments=tuple(
                    Instalment(number, first + (number - 1) * APART, yen + 1_000 * person + (500 if number == 1 else 0))
                    for number in range(1, count + 1)
                ),
            )
