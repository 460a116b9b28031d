"""Log lines say what happened and where in the program; no name, address, account, answer or secret stands in them."""

import io
import logging
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.conf.logs import JsonFormatter
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people import operations as people
from naniwa.kernel.people.models import Person, Purpose
from naniwa.services.procedures.models import Application
from tests.security.asking import METHODS, tried
from tests.security.places import addresses, bodies
from tests.security.routes import ROUTES
from tests.security.world import World

PASSWORD = "a long phrase that nobody logs"
TYPED = {"name": "㐂楽 太郎", "phone": "06-9876-5432", "email": "typed@example.jp", "text": "病気のため休業しました"}


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that production would write, down to DEBUG of our own."""
    out, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonFormatter())
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield out
    root.removeHandler(handler)
    root.setLevel(level)


def personal(world: World) -> list[str]:
    """What a log must not hold: of the applicant, of colleagues, and what is typed here."""
    with as_system():
        answers = Application.objects.get(pk=world.approved.pk).answers
    account, place = answers["account"], answers["place"]
    return [
        *TYPED.values(),
        PASSWORD,
        world.owner.name,
        str(world.owner.email),
        str(world.staff["reviewer"].email),
        str(answers["phone"]),
        account["account_number"],
        account["holder_kana"],
        place["street"],
        answers["representative"]["family"],
    ]


def test_no_route_writes_what_a_person_is_or_typed_into_the_log(world: World, log: io.StringIO) -> None:
    places, forms, secrets = addresses(world), bodies(world), personal(world)
    for who in ("nobody", "owner", "reviewer"):
        client = world.client(who)
        client.raise_request_exception = False
        for name in ROUTES:
            for method in METHODS:
                tried(client, method, places[name], {**forms[name], **TYPED} if method == "post" else None)
    written = log.getvalue()
    assert "Not Found" in written, "there is something to look at"
    assert [secret for secret in secrets if secret in written] == []


def test_no_secret_of_a_link_or_password_stands_in_the_log(world: World, log: io.StringIO) -> None:
    used = people.issue(purpose=Purpose.SIGN_IN, email="owner@example.jp", now=timezone.now())
    client = Client(raise_request_exception=False)
    for _ in range(2):
        client.post(reverse("people:sign_in_link", args=[used.token]))
    client.get(reverse("people:sign_in_link", args=[used.token]) + "x/")
    for _ in range(12):
        client.post(reverse("people:password"), {"email": "owner@example.jp", "password": PASSWORD})
    written = log.getvalue()
    assert written
    assert [secret for secret in (used.token, used.code, PASSWORD, "owner@example.jp") if secret in written] == []


def test_a_breakdown_tells_where_and_not_whose(world: World, log: io.StringIO) -> None:
    """PostgreSQL says with a broken rule which row broke it."""
    try:
        with transaction.atomic():
            Person.objects.create(email=world.owner.email, name=TYPED["name"])
    except IntegrityError:
        logging.getLogger("naniwa").exception("broke down")
    written = log.getvalue()
    assert "people_person_email_key" in written or "unique" in written
    assert "test_logs.py" in written
    assert [secret for secret in (str(world.owner.email), TYPED["name"]) if secret in written] == []
