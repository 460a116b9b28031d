"""One contract for every way of holding a meeting, and what only one of them can get wrong."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from naniwa.library.periods import TOKYO
from naniwa.services.consultation import meetings
from naniwa.services.consultation.meetings import KNOWN, Server
from naniwa.services.consultation.meetings.peer import Peer
from naniwa.services.consultation.rules.broken import BadLink, MeetingUnavailable, NoSuchMeeting
from naniwa.services.consultation.rules.calls import check_link

NUMBER, NOW = UUID(int=7), datetime(2026, 11, 29, 10, 0, tzinfo=TOKYO)
ROOM = "https://meet.example.jp/room?pwd=1"


@pytest.mark.parametrize("key", KNOWN)
def test_a_way_of_meeting_keeps_the_contract(key: str) -> None:
    way = KNOWN[key]
    assert way.key == key
    assert str(way.title)
    assert all(isinstance(one, Server) for one in way.servers(number=NUMBER, now=NOW))
    given = ROOM if way.needs_link else ""
    try:
        meeting = way.open(number=NUMBER, given=given)
    except MeetingUnavailable:
        assert key == "failing"
        return
    assert meeting == way.open(number=NUMBER, given=given), "the same call is the same meeting"
    assert bool(meeting.address) is not way.on_our_page
    if way.needs_link:
        with pytest.raises(BadLink):
            way.open(number=uuid4(), given="")


@pytest.mark.parametrize(
    ("link", "fits"),
    [
        (ROOM, True),
        ("  https://meet.example.jp/r  ", True),
        ("http://meet.example.jp/r", False),
        ("javascript:alert(1)//meet.example.jp", False),
        ("https://meet.example.jp@evil.example/", False),
        ("https://localhost/r", False),
        ("https://meet.example.jp/<b>", False),
        ("https://meet.example.jp/\u202egpj", False),
        ("https://meet.example.jp:99999/", False),
        ("https://meet.example.jp/" + "a" * 500, False),
        ("", False),
    ],
)
def test_a_link_that_is_handed_to_a_resident_is_a_plain_https_address(link: str, fits: bool) -> None:  # noqa: FBT001 - a table
    if fits:
        assert check_link(link) == link.strip()
    else:
        with pytest.raises(BadLink):
            check_link(link)


def test_only_what_the_settings_name_is_offered(settings: Any) -> None:
    settings.MEETINGS = ("link",)
    assert [one.key for one in meetings.offered()] == ["link"]
    with pytest.raises(NoSuchMeeting):
        meetings.provider("peer")


def test_no_server_of_others_is_asked_and_a_turn_server_gets_a_password_that_ends(settings: Any) -> None:
    assert Peer().servers(number=NUMBER, now=NOW) == []
    settings.ICE_SERVERS = ("stun:stun.example.jp:3478", "turn:secret@turn.example.jp:3478?transport=udp")
    stun, turn = Peer().servers(number=NUMBER, now=NOW)
    assert stun == Server("stun:stun.example.jp:3478")
    assert turn.urls == "turn:turn.example.jp:3478?transport=udp"
    assert turn.username == f"{int(NOW.timestamp()) + 7200}:{NUMBER}"
    # printf %s 1795921200:00000000-0000-0000-0000-000000000007 | openssl dgst -sha1 -hmac secret -binary | base64
    assert turn.credential == "MhJ6yINuY8i2e/I1fiwE5XifUic="
