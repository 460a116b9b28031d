"""Days and months, in 和暦 or 西暦, in parts or in one text."""

import re
from datetime import date

from naniwa.kernel.forms.answers import Problem
from naniwa.kernel.forms.definition.fields import DateField, MonthField
from naniwa.kernel.forms.definition.text import Text, text
from naniwa.kernel.forms.validation.kind import Posted, Unreadable, one, parts
from naniwa.kernel.forms.validation.messages import EXAMPLES, problem, with_example
from naniwa.library import wareki

ERAS = {
    "reiwa": "令和",
    "heisei": "平成",
    "showa": "昭和",
    "taisho": "大正",
    "meiji": "明治",
    "seireki": "",
    "西暦": "",
}
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)


class Day:
    """ISO date; sent as `key.era`, `key.year`, `key.month`, `key.day`, or in one text such as 令和2年4月21日."""

    def parse(self, field: DateField, name: str, data: Posted) -> str | None:
        sent = parts(data, name, ("year", "month", "day"))
        written = _joined(data, name, "{year}年{month}月{day}日", sent)
        try:
            return wareki.parse_date(written).isoformat() if written else None
        except wareki.NotADate as error:
            raise Unreadable(_unreadable(field, name, error, complete=all(sent.values()))) from error

    def shape(self, value: object) -> bool:
        return type(value) is str

    def check(self, field: DateField, name: str, value: str) -> list[Problem]:
        try:
            date.fromisoformat(value)
        except ValueError:
            return [problem("date", field, name)]
        if field.earliest and value < field.earliest:
            return [problem("too_early", field, name, limit=day_words(field.earliest))]
        if field.latest and value > field.latest:
            return [problem("too_late", field, name, limit=day_words(field.latest))]
        return []

    def display(self, field: DateField, value: str, language: str) -> str:
        return day_words(value).in_language(language)

    def post(self, field: DateField, name: str, value: str) -> dict[str, list[str]]:
        year, month, day = value.split("-")
        return {f"{name}.era": [""], f"{name}.year": [year], f"{name}.month": [month], f"{name}.day": [day]}


class Month:
    """YYYY-MM; sent as `key.era`, `key.year`, `key.month`, or in one text."""

    def parse(self, field: MonthField, name: str, data: Posted) -> str | None:
        sent = parts(data, name, ("year", "month"))
        written = _joined(data, name, "{year}年{month}月", sent)
        try:
            return str(wareki.parse_month(written)) if written else None
        except wareki.NotADate as error:
            raise Unreadable(_unreadable(field, name, error, complete=all(sent.values()))) from error

    def shape(self, value: object) -> bool:
        return type(value) is str

    def check(self, field: MonthField, name: str, value: str) -> list[Problem]:
        if not _MONTH.fullmatch(value):
            return [problem("month", field, name)]
        if field.earliest and value < field.earliest:
            return [problem("too_early", field, name, limit=month_words(field.earliest))]
        if field.latest and value > field.latest:
            return [problem("too_late", field, name, limit=month_words(field.latest))]
        return []

    def display(self, field: MonthField, value: str, language: str) -> str:
        return month_words(value).in_language(language)

    def post(self, field: MonthField, name: str, value: str) -> dict[str, list[str]]:
        year, month = value.split("-")
        return {f"{name}.era": [""], f"{name}.year": [year], f"{name}.month": [month]}


def day_words(value: str) -> Text:
    """A day for people: 2020年4月21日（火）, 21 April 2020 (Tue)."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return text(value, value)
    english = f"{day.day} {MONTHS[day.month - 1]} {day.year} ({WEEKDAYS[day.weekday()]})"
    return text(wareki.format_date(day), english)


def month_words(value: str) -> Text:
    """A month for people: 2020年4月, April 2020."""
    if not _MONTH.fullmatch(value):
        return text(value, value)
    year, month = map(int, value.split("-"))
    return text(f"{year}年{month}月", f"{MONTHS[month - 1]} {year}")


def _joined(data: Posted, name: str, pattern: str, sent: dict[str, str]) -> str:
    if not any(sent.values()):
        return one(data, name)
    era = one(data, f"{name}.era")
    return ERAS.get(era, era) + pattern.format(**sent)


def _unreadable(field: DateField | MonthField, name: str, error: wareki.NotADate, *, complete: bool) -> Problem:
    """The calendar's own words (no 31 April) where the parts are all there, else a request for them."""
    if not complete or isinstance(error, wareki.Unreadable):
        return problem(field.type, field, name)
    label = field.label
    easy = f"「{label.in_language('easy')}」は、カレンダーにありません。もう一度見て、書いてください。"
    said = text(f"「{label.ja}」：{error.ja}", f"“{label.en}”: {error.en}", easy)
    return Problem(name, field.type, with_example(said, EXAMPLES[field.type]))


DATE, MONTH = Day(), Month()
