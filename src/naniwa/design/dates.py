"""Dates, times and amounts as Naniwa writes them, in the language of the page."""

import calendar
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from naniwa.library import wareki, yen

MINUTES_OF_HOUR, MINUTES_OF_DAY = 60, 24 * 60


def in_english() -> bool:
    """Whether the page is in English."""
    return (get_language() or "ja").startswith("en")


def local(when: date) -> date:
    """A moment in local time; a plain date as it is."""
    return timezone.localtime(when) if isinstance(when, datetime) and timezone.is_aware(when) else when


def long_date(when: date, *, weekday: bool = True, time: bool = False) -> str:
    """`2026年11月22日（日）` or `Sunday 22 November 2026`, with ` 17:00` when asked for."""
    when = local(when)
    text = wareki.format_english(when) if in_english() else wareki.format_date(when)
    if not weekday:
        text = text.partition(" ")[2] if in_english() else text.partition("（")[0]
    return text + clock(when, shown=time)


def short_date(when: date, *, time: bool = False) -> str:
    """`11/22（日）` or `22 Nov`, for dense tables of one year, with ` 17:00` when asked for."""
    when = local(when)
    day = wareki.WEEKDAYS[when.weekday()]
    text = f"{when.day} {calendar.month_abbr[when.month]}" if in_english() else f"{when.month}/{when.day}（{day}）"
    return text + clock(when, shown=time)


def clock(when: date, *, shown: bool) -> str:
    """` 17:00` for a moment, nothing for a plain date."""
    return f" {when:%H:%M}" if shown and isinstance(when, datetime) else ""


def month(value: str) -> str:
    """`2019-04` as `2019年4月` or `April 2019`."""
    year, _separator, number = value.partition("-")
    return f"{calendar.month_name[int(number)]} {year}" if in_english() else f"{year}年{int(number)}月"


def amount(whole_yen: int) -> str:
    """`1,000,000円` or `¥1,000,000`; a loss has a true minus sign."""
    sign = "−" if whole_yen < 0 else ""
    return sign + (f"¥{abs(whole_yen):,}" if in_english() else yen.format_yen(abs(whole_yen)))


def relative(when: datetime, now: datetime) -> str:
    """How long ago, or how long until: the largest whole unit of minutes, hours and days."""
    ahead = when - now
    if abs(ahead) < timedelta(minutes=1):
        return _("たった今")
    span = _span(abs(ahead))
    return _("あと%(span)s") % {"span": span} if ahead > timedelta() else _("%(span)s前") % {"span": span}


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < MINUTES_OF_HOUR:
        return ngettext("%(n)s分", "%(n)s分", minutes) % {"n": minutes}
    if minutes < MINUTES_OF_DAY:
        return ngettext("%(n)s時間", "%(n)s時間", minutes // MINUTES_OF_HOUR) % {"n": minutes // MINUTES_OF_HOUR}
    return ngettext("%(n)s日", "%(n)s日", span.days) % {"n": span.days}


def era_date(when: date) -> str:
    """`令和8年11月22日`; in English the common calendar."""
    when = local(when)
    day = when.date() if isinstance(when, datetime) else when
    return long_date(day, weekday=False) if in_english() else wareki.format_wareki(day)
