"""Guessing what opens something: too long to guess, counted where it is short, and answered alike whether right or wrong."""

import math
import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people import operations as people
from naniwa.kernel.people.models import EmailLink, Purpose
from naniwa.library import receipts
from naniwa.web.views import invitation, password, sign_in
from naniwa.web.views.sessions import reference
from tests.security.asking import METHODS, ask, tried
from tests.security.places import addresses, bodies, patterns
from tests.security.routes import ROUTES
from tests.security.rows import Route
from tests.security.world import World

URL_SAFE, LOWER, DIGITS = 64, 36, 10
DRAWN = 200
NUMBER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Z]{2}(-\d{4}){3}")
# Counted from 1 within something of one's own or public: a page, a version, a receipt for everybody, a passkey of one's own.
COUNTED = {
    "documents:page",
    "procedures:open_version",
    "procedures:retention_receipt",
    "procedures:retention_signature",
    "procedures:retention_key",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
}
# Lies under a code that offices give themselves, the same in each; not let in, one is told the same for any.
CODED = {"inventory:department"}
HIDDEN = {name: route for name, route in ROUTES.items() if route.owned and name not in CODED}


def token() -> str:
    return people.issue(purpose=Purpose.SIGN_IN, email="a@example.jp", now=timezone.now()).token


def session_key() -> str:
    store = SessionStore()
    store.create()
    return str(store.session_key)


# (what, one of them, signs of its alphabet, bits at least); OWASP ASVS 5 asks for 128 of a session.
TOKENS: list[tuple[str, Callable[[], str], int, int]] = [
    ("a link in a mail", token, URL_SAFE, 256),
    ("a session", session_key, LOWER, 128),
    ("a receipt number, which opens nothing by itself", lambda: receipts.new("KX")[3:-1].replace("-", ""), DIGITS, 36),
]


@pytest.mark.parametrize(("draw", "signs", "bits"), [one[1:] for one in TOKENS], ids=[one[0] for one in TOKENS])
def test_what_opens_something_is_long_and_never_the_same(
    world: World, draw: Callable[[], str], signs: int, bits: int
) -> None:
    drawn = {draw() for _ in range(DRAWN)}
    assert len(drawn) == DRAWN
    assert min(map(len, drawn)) * math.log2(signs) >= bits
    for place in range(min(map(len, drawn))):  # no sign tells when or for whom it was drawn
        assert len({one[place] for one in drawn}) >= min(signs, DIGITS) * 0.6


def test_numbers_in_addresses_are_drawn_and_not_counted(world: World) -> None:
    """A draft, a file, a run, a batch and a person; the primary key of a row stands in no address."""
    numbers = [
        world.draft.pk,
        world.document.pk,
        world.run.public_id,
        world.batch.public_id,
        world.owner.public_id,
    ]
    assert [(one.version, one.variant) for one in numbers] == [(4, uuid.RFC_4122)] * len(numbers)
    counted = {name for name, pattern in patterns() if "<int:" in pattern}
    assert counted == COUNTED


def plain(answer: Any, *numbers: str) -> bytes:
    """The body without what differs in every answer, and without what the asker already knew."""
    text = re.sub(rb'(nonce|value)="[^"]{20,}"', b"", answer.body)
    for number in numbers:
        text = text.replace(number.encode(), b"NUMBER")
    return bytes(text)


def wrong_number(address: str) -> str:
    """The same address with a number of the same shape that nothing has."""
    found = NUMBER.search(address)
    assert found, address
    return address.replace(found[0], str(uuid.uuid4()) if found[0][2] != "-" else receipts.new("KX"))


@pytest.mark.parametrize("who", ["stranger", "outsider", "nobody"])
def test_a_number_of_others_and_one_that_nothing_has_are_answered_alike(world: World, who: str) -> None:
    """Status, headers, length, words, and the number of questions to the database, which is what takes the time."""
    client, places, forms = world.client(who), addresses(world), bodies(world)
    tried(client, "get", places["documents:download"])  # what a process asks once only
    told = []
    for name, route in HIDDEN.items():
        for method in METHODS if fits(who, route) else ():
            # A stranger without a session has none of the time before, nor messages that pile up in a cookie.
            askers = [Client(), Client()] if who == "nobody" else [client, client]
            urls = (places[name], wrong_number(places[name]))
            real, none = (seen(*pair, method, forms[name]) for pair in zip(askers, urls, strict=True))
            if real != none:
                told.append((name, method))
    assert told == []


def fits(who: str, route: Route) -> bool:
    return who == "nobody" or route.staffs == (who == "outsider")


def seen(client: Client, url: str, method: str, body: dict[str, Any]) -> tuple[Any, ...]:
    """What an answer tells, without the number that was asked for."""
    reset_queries()  # the log holds 9,000
    with CaptureQueriesContext(connection) as asked:
        answer = tried(client, method, url, body)
    number = NUMBER.search(url)
    assert number
    headers = {name: value.replace(number[0], "") for name, value in telling(answer).items()}
    return answer.status_code, headers, plain(answer, number[0]), len(asked)


def telling(answer: Any) -> dict[str, str]:
    """The headers, but those that differ in every answer: a nonce, and the second in which it was given."""
    return {name: value for name, value in answer.headers.items() if name != "Expires" and "nonce" not in value}


def test_every_link_that_opens_nothing_is_answered_alike(world: World) -> None:
    """Unknown, used, expired, or meant for something else."""
    now = timezone.now()
    with as_system():
        used = people.issue(purpose=Purpose.SIGN_IN, email="used@example.jp", now=now)
        people.use(purpose=Purpose.SIGN_IN, token=used.token, now=now)
        old = people.issue(purpose=Purpose.SIGN_IN, email="old@example.jp", now=now - timedelta(hours=1))
        other = people.issue(purpose=Purpose.INVITATION, email="other@example.jp", now=now)
    answers = {
        (answer.status_code, plain(answer, token))
        for token in ("unknown", used.token, old.token, other.token)
        for answer in [tried(Client(), "get", reverse("people:sign_in_link", args=[token]))]
    }
    assert len(answers) == 1
    assert next(iter(answers))[0] == 410


def test_asking_for_a_staff_password_says_the_same_for_every_address(world: World) -> None:
    pages = set()
    for email in ("reviewer@pref.example.jp", "nobody@pref.example.jp", "owner@example.jp"):
        answer = tried(Client(), "post", reverse("people:forgotten"), {"email": email})
        pages.add((answer.status_code, plain(answer, email)))
    assert len(pages) == 1


DOORS = {
    "people:sign_in": {},
    "people:password": {"password": "wrong but long enough"},
    "people:staff_sign_in": {"password": "wrong but long enough"},
    "people:forgotten": {},
}


@pytest.mark.parametrize(("door", "more"), DOORS.items())
@pytest.mark.parametrize("known", ["owner@example.jp", "reviewer@pref.example.jp"])
def test_a_known_address_and_an_unknown_one_are_answered_alike_to_the_byte(
    world: World, door: str, more: dict[str, str], known: str
) -> None:
    """Status, headers, words and length, of the answer and of the page that it leads to."""
    told = []
    for email in (known, "x" * len(known.partition("@")[0]) + "@" + known.partition("@")[2]):
        client = Client()
        answer = ask(client, "post", reverse(door), {"email": email, **more})
        then = ask(client, "get", answer.headers["Location"]) if answer.status_code == 302 else answer
        pages = [plain(one, email) for one in (answer, then)]
        told.append((answer.status_code, telling(answer), then.status_code, pages, [len(page) for page in pages]))
    assert told[0] == told[1]


def test_a_session_of_another_person_is_answered_as_one_that_is_over(world: World) -> None:
    theirs = world.client("owner")
    UserSession.objects.create(user=world.owner, session_key=theirs.session.session_key, ip="127.0.0.1")
    named = reference(UserSession.objects.get(user=world.owner))
    client = world.client("stranger")
    answers = [
        tried(client, "post", reverse("people:end_session", args=[chosen])) for chosen in (named, "0" * len(named))
    ]
    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert theirs.get(reverse("people:account")).status_code == 200


# (rule, tries that one attacker has within a day however many machines they use, against one account)
A_DAY = timedelta(days=1)


def in_a_day(rule: Any) -> float:
    return float(rule.times * (A_DAY / rule.per))


def test_the_six_digits_of_a_code_are_not_guessed_in_a_year_of_trying() -> None:
    """At most 20 tries a day against one address: the odds stay below one in a hundred after a year."""
    tries = min(in_a_day(sign_in.CODES_BY_ADDRESS), in_a_day(sign_in.BY_ADDRESS) * people.links.CODE_ATTEMPTS)
    assert 365 * tries / 10**6 < 0.01


def test_a_password_of_twelve_signs_is_not_guessed_by_trying() -> None:
    """1,440 tries a day; the common ones are refused when a password is chosen."""
    assert in_a_day(password.BY_ADDRESS) <= 1_500


@pytest.mark.parametrize(
    ("route", "rule", "body"),
    [
        ("people:forgotten", invitation.BY_ADDRESS, {"email": "reviewer@pref.example.jp"}),
        ("people:sign_in", sign_in.BY_ADDRESS, {"email": "owner@example.jp"}),
        ("people:password", password.BY_ADDRESS, {"email": "owner@example.jp", "password": "guess"}),
    ],
)
def test_each_door_shuts_for_an_address_however_many_machines_ask(
    world: World, route: str, rule: Any, body: dict[str, str]
) -> None:
    statuses = [
        Client(REMOTE_ADDR=f"203.0.113.{number}").post(reverse(route), body).status_code
        for number in range(rule.times + 1)
    ]
    assert 429 not in statuses[:-1]
    assert statuses[-1] == 429


def test_a_client_that_claims_other_addresses_is_still_counted_as_itself(world: World) -> None:
    """A header that no proxy of ours set changes nothing."""
    for number in range(invitation.BY_CLIENT.times):
        body = {"email": f"a{number}@example.jp"}
        Client().post(reverse("people:forgotten"), body, headers={"x-forwarded-for": f"198.51.100.{number}"})
    answer = Client().post(
        reverse("people:forgotten"), {"email": "z@example.jp"}, headers={"x-forwarded-for": "198.51.100.200"}
    )
    assert answer.status_code == 429


def test_no_secret_of_a_link_is_kept(world: World) -> None:
    issued = people.issue(purpose=Purpose.SIGN_IN, email="a@example.jp", now=timezone.now())
    kept = str(EmailLink.objects.filter(pk=issued.link.pk).values().get())
    assert issued.token not in kept
    assert issued.code not in kept
