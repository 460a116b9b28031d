"""The short way before Django: it does what the view does, or hands on; and nobody is answered before the commit."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from threading import Barrier, Event, Thread
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.check_ins.models import Post, Venue
from naniwa.services.check_ins.operations import checking_in
from naniwa.services.check_ins.operations import venues as operations
from naniwa.services.check_ins.operations.batching import Batch
from naniwa.services.check_ins.operations.checking_in import MOST_MAILS
from naniwa.services.check_ins.queries import days, venues
from naniwa.services.check_ins.rules.pacing import Window
from naniwa.services.check_ins.tests import places
from naniwa.services.check_ins.tests.places import NOW, check_ins
from naniwa.services.check_ins.views import lean, visiting
from naniwa.services.check_ins.views.asked import LANGUAGE

OWN = "http://127.0.0.1:8000"


@pytest.fixture
def at(transactional_db: None) -> Iterator[Venue]:
    lean.forget_remembered()
    places.with_key()
    yield places.venue()
    lean.forget_remembered()


def environ(path: str, *, origin: str = OWN, cookie: str = "", **sent: str) -> dict[str, Any]:
    body = urlencode({"number": str(uuid4()), **sent}).encode()
    return {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_ORIGIN": origin,
        "HTTP_COOKIE": cookie,
        "REMOTE_ADDR": "192.0.2.1",
        "wsgi.input": BytesIO(body),
    }


def test_a_plain_check_in_is_answered_as_the_view_answers_it(at: Venue) -> None:
    quick = lean.answer(environ(f"/c/{at.code}/", email="Taro@example.jp", remember="on"))
    view = Client().post(f"/c/{at.code}/", {"email": "taro@example.jp", "number": str(uuid4()), "remember": "on"})
    assert quick
    headers = dict(quick.headers)
    assert (quick.status, headers["Location"]) == ("302 Found", view.headers["Location"])
    assert visiting.remembered(view.cookies[visiting.COOKIE].value) == "taro@example.jp"
    assert headers["Set-Cookie"].split(";")[0] == view.cookies[visiting.COOKIE].OutputString().split(";")[0]
    one, other = check_ins()
    assert (one.venue, bytes(one.subject), one.language) == (other.venue, bytes(other.subject), other.language)


SPOKEN = [
    ({"language": "zh"}, "", "zh"),
    ({}, f"{LANGUAGE}=ko~", "ko"),
    ({}, "", "zh"),
]


@pytest.mark.parametrize(("sent", "cookie", "expected"), SPOKEN)
def test_the_mail_comes_in_the_language_of_the_page(
    at: Venue, sent: dict[str, str], cookie: str, expected: str
) -> None:
    """As the form says it, or the choice that the phone keeps, or what its browser asks for."""
    given = environ(f"/c/{at.code}/", email="a@example.jp", cookie=cookie, **sent)
    assert lean.answer({**given, "HTTP_ACCEPT_LANGUAGE": "vi-VN,zh-TW;q=0.9,en;q=0.8"})
    assert [one.language for one in check_ins()] == [expected]


def test_a_page_sent_twice_is_one_check_in_and_a_remembered_phone_sends_no_address(at: Venue) -> None:
    number = str(uuid4())
    for _twice in range(2):
        assert lean.answer(environ(f"/c/{at.code}/", number=number, cookie=f"check_in={visiting.keep('a@example.jp')}"))
    assert len(check_ins()) == 1


NOT_PLAIN: list[dict[str, str]] = [
    {"origin": "https://evil.example"},
    {"origin": ""},
    {"email": "no address"},
    {"email": "", "cookie": "check_in=a@example.jp~forged"},
    {"number": "no number"},
    {"path": "/c/AAAAAAAAAAAAAAAAAAAAAA/"},
    {"path": "/c/x/"},
    {"path": "/check-ins/register/"},
]


def test_whatever_is_not_plain_is_handed_on_with_its_body(at: Venue) -> None:
    for changes in NOT_PLAIN:
        given = environ(**{"path": f"/c/{at.code}/", "email": "a@example.jp", **changes})
        assert lean.answer(given) is None, changes
        assert b"number=" in given["wsgi.input"].read(), changes
    assert check_ins() == []


def test_a_venue_that_closed_or_shows_another_code_is_left_to_the_view(at: Venue) -> None:
    operations.take_turning_codes_only(venue=at, rotating=True, now=NOW)
    assert lean.answer(environ(f"/c/{at.code}/", email="a@example.jp")) is None
    lean.forget_remembered()
    operations.close(venue=at, now=NOW)
    assert lean.answer(environ(f"/c/{at.code}/", email="a@example.jp")) is None
    assert Client().post(reverse("check_ins:check_in", args=[at.code]), {"email": "a@example.jp"}).status_code == 404


def test_an_address_that_others_type_again_and_again_has_a_few_mails_a_day(at: Venue) -> None:
    for _press in range(MOST_MAILS + 4):
        assert lean.answer(environ(f"/c/{at.code}/", email="victim@example.jp"))
    with as_system():
        assert (len(check_ins()), Post.objects.count()) == (MOST_MAILS + 4, MOST_MAILS)


def test_a_flood_from_one_client_sends_no_mails_and_then_meets_the_view(
    at: Venue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lean, "MOST_MAILED", 2)
    monkeypatch.setattr(lean, "MOST", 4)
    monkeypatch.setattr(lean, "_clients", Window(lean.AN_HOUR))
    answers = [lean.answer(environ(f"/c/{at.code}/", email=f"p{number}@example.jp")) for number in range(6)]
    assert [answer is not None for answer in answers] == [True] * 4 + [False] * 2
    with as_system():
        assert Post.objects.count() == 2


def test_fifty_who_check_in_at_once_are_all_written(at: Venue) -> None:
    line = Barrier(50)

    def press(number: int) -> str:
        try:
            line.wait(timeout=60)
            found = lean.answer(environ(f"/c/{at.code}/", email=f"p{number}@example.jp"))
            return found.status if found else ""
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as pool:
        assert Counter(pool.map(press, range(50))) == {"302 Found": 50}
    assert len({bytes(one.subject) for one in check_ins()}) == 50


def test_nobody_is_answered_before_the_commit_and_those_who_wait_share_the_next() -> None:
    begun, commit, batches, answered = Event(), Event(), list[int](), list[int]()

    def write(items: Any) -> None:
        batches.append(len(items))
        begun.set()
        assert commit.wait(timeout=60)

    batch: Batch[int] = Batch(write)

    def add(number: int) -> None:
        batch.add(number)
        answered.append(number)

    first = Thread(target=add, args=[0])
    first.start()
    assert begun.wait(timeout=60)
    others = [Thread(target=add, args=[number]) for number in range(1, 20)]
    for thread in others:
        thread.start()
    while len(batch.waiting()) < 19:
        pass
    assert answered == []
    commit.set()
    for thread in (first, *others):
        thread.join(timeout=60)
    assert (batches, len(answered)) == ([1, 19], 20)


def test_a_commit_that_fails_is_told_to_everybody_in_it() -> None:
    def write(items: Any) -> None:
        raise OSError("no disc")

    batch: Batch[int] = Batch(write)
    with pytest.raises(OSError, match="no disc"):
        batch.add(1)
    with pytest.raises(OSError, match="no disc"):
        batch.add(2)


def test_a_code_of_the_screen_counts_for_three_minutes(at: Venue) -> None:
    proof = venues.proof(at.public_id, now=NOW)
    later = [NOW.replace(minute=minute) for minute in (0, 2, 3)]
    assert [venues.proves(at.public_id, proof, now=moment) for moment in later] == [True, True, False]
    assert not venues.proves(at.public_id, "A" * 12, now=NOW)


def test_processes_that_meet_at_the_first_check_in_of_a_day_make_its_table_once(at: Venue) -> None:
    line, wanted = Barrier(8), {NOW.date() + timedelta(days=number) for number in range(3)}

    def opening(_number: int) -> str:
        try:
            connection.ensure_connection()
            line.wait(timeout=60)
            checking_in.open_days(wanted, now=NOW)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(8) as pool:
        assert Counter(pool.map(opening, range(8))) == {"done": 8}
    with as_system():
        assert wanted <= set(days.partitions())


def test_who_draws_a_new_ipv6_address_for_each_check_in_is_one_client(monkeypatch: pytest.MonkeyPatch) -> None:
    window = Window(lean.AN_HOUR)
    monkeypatch.setattr(lean, "_clients", window)
    for address in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"):
        assert lean.answer({**environ("/c/any/", origin="https://evil.example"), "REMOTE_ADDR": address}) is None
    assert window.counts == {"2001:db8:1:2::/64": 2, "2001:db8:1:3::/64": 1}
