"""Feeds whose files are known: what stands in which column, and whose figures they are."""

from collections.abc import Mapping
from dataclasses import dataclass

from naniwa.services.outbreak.rules.feeds import ELSEWHERE, NOWHERE, Cases, Days, Workbook

SOURCE = ("大阪府 新型コロナウイルス感染症対策サイト", "Osaka Prefecture, COVID-19 information site")
HERE = ("この仕組みに報告された数", "Reported to this system")
CREDIT = "MIT License, Copyright (c) 2020 Osaka Prefectural Government"
"""Stand under each chart and in each file."""
POPULATION = 8_815_000
"""Inhabitants with which counts for every 100,000 come nearest to those that Osaka Prefecture published itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed's files by name, and workbooks beside them that are older."""

    slug: str
    files: tuple[Days | Cases, ...]
    workbooks: tuple[Workbook, ...] = ()


AGES = (
    *(f"{age}" for age in range(10, 101, 10)),
    "preschool",
    "school",
    "unknown",
)
"""Codes of ages as they were made public: decades, children before school and at school below ten, and not known."""
_AGES = {
    **{str(age): str(age) for age in range(10, 101, 10)},
    "未就学児": "preschool",
    "就学児": "school",
    "調査中": "unknown",
    "不明": "unknown",
    "非公表": "unknown",
    "": "unknown",
}
_PLACES = {"大阪府外": ELSEWHERE, "府外": ELSEWHERE, "調査中": NOWHERE, "不明": NOWHERE, "": NOWHERE}


_SUMMARY = {
    "検査件数": "tests",
    "陽性人数": "positives",
    "陽性累計": "positives_total",
    "現在陽性者数": "in_care",
    "退院判明": "recovered",
    "死亡": "deaths",
    "リンク不明者": "unlinked",
}
_NO_ONSET = ("調査中", "不明", "なし", "4月初旬", "4月初め")
"""Words of the workbook of August 2020 that tell of no day."""


def osaka(municipalities: Mapping[str, str]) -> Feed:
    """Osaka Prefecture's feed of 2020 and 2021; `municipalities` gives the code of each name."""
    return Feed(
        slug="osaka-stopcovid19",
        files=(
            Days(name="summary.csv", day="日付", series=_SUMMARY),
            Days(name="onset.csv", day="発症日", series={"人数": "onsets"}),
            Days(name="contacts1.csv", day="日付", series={"相談件数": "calls"}),
            Days(
                name="contacts2.csv",
                day="日付",
                series={"府管轄保健所": "calls_prefecture", "政令中核市": "calls_cities"},
            ),
            Days(
                name="severe-bed-usage.csv",
                day="日付",
                series={"重症病床確保数": "severe_secured", "重症入院患者数": "severe_occupied"},
            ),
            Days(
                name="mild-moderate-bed-usage.csv",
                day="日付",
                series={"軽症中等症病床確保数": "moderate_secured", "軽症中等症入院患者数": "moderate_occupied"},
            ),
            Days(
                name="number-of-new-positives-per-100_000-population.csv",
                day="日付",
                series={"直近1週間の人口10万人あたり新規陽性者数": "per_100_000"},
            ),
            Days(
                name="transmission-route-summary.json",
                day="labels",
                series={"感染経路不明者": "route_unknown", "感染経路明確者": "route_known"},
                json=True,
            ),
            Cases(
                name="patients.csv",
                number="番号",
                day="報道提供日",
                age="年代",
                place="居住地",
                ages=_AGES,
                places={**municipalities, **_PLACES},
            ),
        ),
        workbooks=(
            Workbook(
                name="patients_and_inspections*.xlsx",
                sheets=(
                    Cases(
                        name="",
                        number="番号",
                        day="報道提供日",
                        age="年代",
                        place="居住地",
                        onset="発症日",
                        no_onset=_NO_ONSET,
                        ages=_AGES,
                        places={**municipalities, **_PLACES},
                        fills=True,
                    ),
                    Days(name="", day="", series=_SUMMARY, fills=True, totals=("計",)),
                ),
            ),
        ),
    )
