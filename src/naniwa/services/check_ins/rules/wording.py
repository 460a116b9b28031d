"""Days and times as a visitor's languages write them; `language` is one of `definitions.LANGUAGES`."""

from datetime import datetime

from naniwa.library.periods import TOKYO, day_of
from naniwa.library.wareki import format_date, format_english

UNTIL = {"en": " to ", "ko": " ~ ", "zh": "至"}


def day(at: datetime, language: str) -> str:
    found = day_of(at)
    if language == "zh":
        return f"{found.year}年{found.month}月{found.day}日"
    if language == "ko":
        return f"{found.year}년 {found.month}월 {found.day}일"
    return format_english(found) if language == "en" else format_date(found)


def moment(at: datetime, language: str, until: datetime | None = None) -> str:
    """With the time on a clock in Japan."""
    text = f"{day(at, language)} {at.astimezone(TOKYO):%H:%M}"
    return f"{text}{UNTIL.get(language, '〜')}{until.astimezone(TOKYO):%H:%M}" if until else text
