"""One meeting as an iCalendar file (RFC 5545), to be put in a calendar, changed there, or taken out (RFC 5546)."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

type Method = Literal["REQUEST", "CANCEL"]

LONGEST_LINE = 75
"""Octets of a content line without its end (RFC 5545, 3.1)."""
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_UNQUOTABLE = re.compile(r"[\x00-\x1f\x7f\"]")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """`uid` stays the same for all that is ever said of one meeting; `sequence` grows with each change.

    `organiser` and `attendee` are (name, mail address); without a mail address there is no attendee. `alarm` is how
    long before the start the calendar reminds; none where it is cancelled.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str
    text: str
    url: str
    organiser: tuple[str, str]
    attendee: tuple[str, str]
    alarm: timedelta = timedelta(hours=2)


def write(meeting: Meeting, *, method: Method, now: datetime) -> str:
    """The file's text, with CRLF at the end of each line."""
    cancelled = method == "CANCEL"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Naniwa//Appointments//JA",
        "CALSCALE:GREGORIAN",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"UID:{_text(meeting.uid)}",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART:{_utc(meeting.starts_at)}",
        f"DTEND:{_utc(meeting.ends_at)}",
        f"SEQUENCE:{meeting.sequence}",
        f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}",
        f"SUMMARY:{_text(meeting.title)}",
        f"LOCATION:{_text(meeting.place)}",
        f"DESCRIPTION:{_text(meeting.text)}",
        f"URL:{_CONTROL.sub('', meeting.url)}",
        _person("ORGANIZER", meeting.organiser),
        *([_person("ATTENDEE", meeting.attendee, "PARTSTAT=ACCEPTED;RSVP=FALSE;")] if meeting.attendee[1] else []),
        *([] if cancelled else _alarm(meeting)),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for folded in map(fold, lines))


def fold(line: str) -> str:
    """Break a content line into pieces of at most 75 octets, never within a character."""
    pieces, length = [""], 0
    for character in line:
        size = len(character.encode())
        if length + size > LONGEST_LINE:
            pieces.append(" ")
            length = 1
        pieces[-1] += character
        length += size
    return "\r\n".join(pieces)


def _alarm(meeting: Meeting) -> list[str]:
    minutes = int(meeting.alarm.total_seconds() // 60)
    return [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_text(meeting.title)}",
        f"TRIGGER:-PT{minutes}M",
        "END:VALARM",
    ]


def _person(what: str, who: tuple[str, str], more: str = "") -> str:
    name, address = who
    return f'{what};{more}CN="{_UNQUOTABLE.sub("", name)}":mailto:{_CONTROL.sub("", address)}'


def _text(value: str) -> str:
    """A value of type TEXT (RFC 5545, 3.3.11)."""
    return _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).translate(_ESCAPED)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
