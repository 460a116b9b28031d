"""Filters for dates, money and line breaks."""

from datetime import date, datetime

from django.utils.safestring import SafeString, mark_safe

from naniwa.design import breaking, dates
from naniwa.design.tags.library import register
from naniwa.design.values import file_size


@register.filter
def seireki(value: date | str | None, style: str = "") -> str:
    """Write a date; style `time` adds the time, `day` drops the weekday, `short` is for dense tables."""
    when = _as_date(value)
    if when is None:
        return ""
    if style.startswith("short"):
        return dates.short_date(when, time=style.endswith("time"))
    return dates.long_date(when, weekday=style != "day", time=style == "time")


@register.filter(name="month")
def month_filter(value: str | None) -> str:
    """Write `2019-04` as 2019年4月."""
    return dates.month(value) if value else ""


@register.filter
def wareki(value: date | str | None) -> str:
    """Write a date by era, as the law does: 令和8年11月22日; in English as `seireki`."""
    when = _as_date(value)
    return dates.era_date(when) if when else ""


@register.filter
def yen(value: int | None) -> str:
    """Write an amount of whole yen."""
    return "" if value is None else dates.amount(value)


@register.filter
def relative(value: datetime | None, now: datetime) -> str:
    """Say how long ago or how long until; an addition, never instead of the date."""
    return dates.relative(value, now) if value else ""


@register.filter
def phrase(value: object) -> SafeString:
    """Let Japanese break between phrases only (`<wbr>`); put it in an element of class `nw-phrase`."""
    return mark_safe(breaking.phrased(str(value)))  # noqa: S308 - escaped there


@register.filter
def unbroken(value: object) -> SafeString:
    """Keep each number of a running text on one line with its unit; HTML is left as it is."""
    if isinstance(value, SafeString):
        return value
    return mark_safe(breaking.kept_whole(str(value)))  # noqa: S308 - escaped there


def _as_date(value: date | str | None) -> date | None:
    if not value:
        return None
    if isinstance(value, str):
        return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    return value


@register.filter(name="file_size")
def file_size_filter(size: int | None) -> str:
    """Write a file's size in KB or MB."""
    return file_size(size or 0)


@register.filter
def grouped(value: float | None) -> str:
    """Write a number with its thousands grouped; nothing known is a dash."""
    return "—" if value is None else f"{value:,}"
