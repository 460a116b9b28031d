"""Dates as Japanese offices write them, in 和暦 and 西暦, both ways."""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

WEEKDAYS = "月火水木金土日"


@dataclass(frozen=True, slots=True)
class Era:
    """A 元号 from `begins` to `ends`, both inside; 1912-07-30 and 1926-12-25 belong to two eras, as announced.

    明治 is counted from the first day of the solar calendar, 1 January of its sixth year.
    """

    name: str
    letter: str
    begins: date
    ends: date
    first_year: int


ERAS = (
    Era("令和", "R", date(2019, 5, 1), date.max, 2019),
    Era("平成", "H", date(1989, 1, 8), date(2019, 4, 30), 1989),
    Era("昭和", "S", date(1926, 12, 25), date(1989, 1, 7), 1926),
    Era("大正", "T", date(1912, 7, 30), date(1926, 12, 25), 1912),
    Era("明治", "M", date(1873, 1, 1), date(1912, 7, 30), 1868),
)


class Month(NamedTuple):
    """A calendar month, as monthly sales are compared."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


class NotADate(ValueError):
    """What is wrong, in both languages."""

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(ja)
        self.ja, self.en = ja, en


class Unreadable(NotADate):
    """The text has not the shape of a date."""


class NoSuchDay(NotADate):
    """The calendar has no such day or month."""


class OutsideEra(NotADate):
    """The era did not have this day."""


def era_of(day: date) -> Era:
    """Raises OutsideEra before 1873, when the lunar calendar was in use."""
    for era in ERAS:
        if day >= era.begins:
            return era
    raise OutsideEra("1873年（明治6年）より前の日付は扱えません。", "Dates before 1873 (Meiji 6) cannot be used.")


def format_date(day: date) -> str:
    """2026年11月22日（日）"""
    return f"{day.year}年{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def format_wareki(day: date) -> str:
    """令和8年11月22日"""
    return f"{_year(day)}{day.month}月{day.day}日"


def format_english(day: date) -> str:
    """Sunday 22 November 2026"""
    return f"{calendar.day_name[day.weekday()]} {day.day} {calendar.month_name[day.month]} {day.year}"


def format_wareki_month(month: Month) -> str:
    """令和8年11月; a month in which the era changed is named after the era it began in."""
    return f"{_year(date(month.year, month.month, 1))}{month.month}月"


def parse_date(text: str) -> date:
    """Read 令和8年11月22日, R8.11.22, 2026-11-22, 2026年11月22日. Raises Unreadable, NoSuchDay, OutsideEra."""
    parts = _split(text, _DATE)
    if parts is None:
        example = "2026年11月22日、令和8年11月22日、2026-11-22"
        raise Unreadable(
            f"「{text}」を日付として読めません。例：{example}", f"“{text}” is not a date. For example: 2026-11-22"
        )
    era, year, month, day = parts["era"], parts["year"], int(parts["month"]), int(parts["day"])
    number = _western(era, year)
    _check_month(month)
    last = calendar.monthrange(number, month)[1]
    if not 1 <= day <= last:
        raise NoSuchDay(
            f"{number}年{month}月に{day}日はありません（{last}日まで）。",
            f"There is no day {day} in {number}-{month:02}; the last is {last}.",
        )
    found = date(number, month, day)
    if era is not None:
        _check_within(_era(era), found, found)
    return found


def parse_month(text: str) -> Month:
    """Read 令和2年4月, R2.4, 2020-04, 2020年4月. Raises Unreadable, NoSuchDay, OutsideEra."""
    parts = _split(text, _MONTH)
    if parts is None:
        raise Unreadable(
            f"「{text}」を年月として読めません。例：2020年4月、令和2年4月、2020-04",
            f"“{text}” is not a month. For example: 2020-04",
        )
    month = int(parts["month"])
    number = _western(parts["era"], parts["year"])
    _check_month(month)
    if parts["era"] is not None:
        last = calendar.monthrange(number, month)[1]
        _check_within(_era(parts["era"]), date(number, month, 1), date(number, month, last))
    return Month(number, month)


_YEAR = r"(?P<era>令和|平成|昭和|大正|明治|[RHSTM])?(?P<year>元|\d{1,4})"
_DATE = re.compile(_YEAR + r"(?:年(?P<month>\d{1,2})月(?P<day>\d{1,2})日|([-./])(?P<m>\d{1,2})\5(?P<d>\d{1,2}))")
_MONTH = re.compile(_YEAR + r"(?:年(?P<month>\d{1,2})月|[-./](?P<m>\d{1,2}))")


def _split(text: str, pattern: re.Pattern[str]) -> dict[str, str] | None:
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()
    match = pattern.fullmatch(plain)
    if match is None or (match["era"] is None and len(match["year"]) != len("2026")):
        return None
    parts = match.groupdict()
    return parts | {"month": parts["month"] or parts["m"], "day": parts.get("day") or parts.get("d")}


def _era(name: str) -> Era:
    return next(era for era in ERAS if name in {era.name, era.letter})


def _western(name: str | None, year: str) -> int:
    number = 1 if year == "元" else int(year)
    western = number if name is None else _era(name).first_year + number - 1
    if number == 0 or western > date.max.year:
        raise NoSuchDay(f"{number}年はありません。", f"There is no year {number}.")
    if western < ERAS[-1].begins.year:
        era_of(date(western, 12, 31))
    return western


def _check_month(month: int) -> None:
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        raise NoSuchDay(f"{month}月はありません（1月から12月まで）。", f"There is no month {month}.")


def _check_within(era: Era, first: date, last: date) -> None:
    if last < era.begins:
        raise OutsideEra(
            f"{era.name}は{format_date(era.begins)}からです。", f"{era.name} ({era.letter}) begins on {era.begins}."
        )
    if first > era.ends:
        raise OutsideEra(
            f"{era.name}は{format_date(era.ends)}までです。", f"{era.name} ({era.letter}) ends on {era.ends}."
        )


def _year(day: date) -> str:
    era = era_of(day)
    number = day.year - era.first_year + 1
    return f"{era.name}{'元' if number == 1 else number}年"
