"""A meeting as a calendar file: read back by the rules of RFC 5545, and nothing that is typed escapes its line."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naniwa.library.icalendar import LONGEST_LINE, Meeting, fold, write
from naniwa.library.periods import TOKYO

NOW = datetime(2026, 11, 2, 10, 0, tzinfo=TOKYO)
MEETING = Meeting(
    uid="1234@naniwa.example",
    sequence=2,
    starts_at=datetime(2026, 11, 9, 9, 30, tzinfo=TOKYO),
    ends_at=datetime(2026, 11, 9, 10, 0, tzinfo=TOKYO),
    title="市民課（相談）",
    place="大阪市北区中之島1-3-20, 1階; 3番窓口",
    text="持ち物：\n本人確認書類",
    url="https://naniwa.example/a/b",
    organiser=("大阪市", "no-reply@naniwa.example"),
    attendee=("葛󠄀城 𠮷子", "yoshiko@example.jp"),
)
UNESCAPED = {"\\n": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}


def read(text: str) -> dict[str, str]:
    """Names and values of the event's own lines, unfolded and unescaped."""
    lines = text.replace("\r\n ", "").split("\r\n")
    inner = lines[lines.index("BEGIN:VEVENT") + 1 :]
    found = {}
    for line in inner[: next(at for at, one in enumerate(inner) if one.startswith(("BEGIN:", "END:")))]:
        name, _colon, value = line.partition(":")
        found[name.partition(";")[0]] = re.sub(r"\\[n,;\\]", lambda hit: UNESCAPED[hit[0]], value)
    return found


def test_a_meeting_is_read_back_as_it_was_written() -> None:
    event = read(write(MEETING, method="REQUEST", now=NOW))
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("1234@naniwa.example", "2", "CONFIRMED")
    assert (event["DTSTART"], event["DTEND"]) == ("20261109T003000Z", "20261109T010000Z")
    assert (event["SUMMARY"], event["LOCATION"]) == (MEETING.title, MEETING.place)
    assert event["DESCRIPTION"] == MEETING.text


def test_a_cancelled_meeting_has_the_same_uid_and_no_alarm() -> None:
    text = write(MEETING, method="CANCEL", now=NOW)
    assert read(text)["UID"] == MEETING.uid
    assert "METHOD:CANCEL\r\n" in text
    assert "VALARM" not in text
    assert read(text)["STATUS"] == "CANCELLED"


def test_whoever_has_no_mail_address_is_no_attendee() -> None:
    assert "ATTENDEE" not in write(replace(MEETING, attendee=("髙橋", "")), method="REQUEST", now=NOW)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_no_line_is_longer_than_75_octets_and_none_is_cut_within_a_character(text: str) -> None:
    pieces = fold("SUMMARY:" + text.replace("\r", "").replace("\n", "")).split("\r\n")
    assert max(len(piece.encode()) for piece in pieces) <= LONGEST_LINE
    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]).startswith("SUMMARY:")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
@pytest.mark.parametrize("field", ["title", "place", "text", "url"])
def test_nothing_that_is_typed_adds_a_line_of_its_own(field: str, typed: str) -> None:
    changed: dict[str, Any] = {field: f"{typed}\r\nATTENDEE:mailto:evil@example.com\n"}
    hostile = replace(MEETING, **changed)
    lines = write(hostile, method="REQUEST", now=NOW).replace("\r\n ", "").split("\r\n")
    assert [line for line in lines if line.startswith("ATTENDEE:")] == []


def test_a_name_cannot_leave_its_quotation_marks() -> None:
    text = write(
        replace(MEETING, attendee=('x":mailto:evil@example.com\r\nX', "a@example.jp")), method="REQUEST", now=NOW
    )
    line = next(one for one in text.replace("\r\n ", "").split("\r\n") if one.startswith("ATTENDEE"))
    assert line.count('"') == 2
    assert line.endswith(":mailto:a@example.jp")
