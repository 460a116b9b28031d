"""The waiting page as people meet it."""

import pytest
from django.conf import LazySettings
from django.test import Client

from naniwa.kernel.arrivals.gate import Gate
from naniwa.kernel.arrivals.load import Load
from naniwa.web import waiting

pytestmark = pytest.mark.django_db

BEGIN = "/procedures/closure-relief-grant/apply/"


class Busy(Load):
    mean = 4.0


@pytest.fixture(autouse=True)
def rush(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.WAITING_ROOM = True
    monkeypatch.setattr(waiting, "GATE", Gate(Busy()))


def _opens(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(Load())
    monkeypatch.setattr(waiting, "GATE", gate)


def test_past_capacity_the_page_tells_the_place_and_asks_again(client: Client) -> None:
    Client().get(BEGIN)
    answer = client.get(BEGIN)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "順番をお待ちください" in page
    assert "2" in page
    assert answer.headers["Refresh"] == f"20; url={BEGIN}"
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.get(BEGIN).content.decode() == page or "番目" in page


def test_the_renewal_can_be_stopped(client: Client) -> None:
    answer = client.get(BEGIN + "?still")
    assert "Refresh" not in answer.headers
    assert f'href="{BEGIN}"' in answer.content.decode()


def test_coming_back_keeps_the_place_and_asking_twice_takes_no_second_number(client: Client) -> None:
    client.get(BEGIN)
    Client().get(BEGIN)
    ticket = client.cookies[waiting.COOKIE].value
    client.get(BEGIN)
    assert client.cookies[waiting.COOKIE].value.split(":")[0] == ticket.split(":")[0] == "1"


def test_a_number_that_somebody_wrote_themselves_counts_as_none(client: Client) -> None:
    Client().get(BEGIN)
    client.cookies[waiting.COOKIE] = "in:forged:forged"
    assert "順番をお待ちください" in client.get(BEGIN).content.decode()
    assert client.cookies[waiting.COOKIE].value.startswith("2:")


def test_whoever_is_let_in_stays_in(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.get(BEGIN)
    _opens(monkeypatch)
    waiting.GATE.ask()  # the first look
    monkeypatch.setattr(waiting.GATE, "_looked", float("-inf"))
    assert "順番をお待ちください" not in client.get(BEGIN).content.decode()
    monkeypatch.setattr(waiting, "GATE", Gate(Busy()))
    assert "順番をお待ちください" not in client.get(BEGIN).content.decode()


def test_looking_needs_no_turn(client: Client) -> None:
    assert "順番をお待ちください" not in client.get("/procedures/").content.decode()


@pytest.mark.parametrize(("language", "words"), [("en", "Please wait for your turn"), ("ja", "順番をお待ちください")])
def test_the_page_speaks_the_visitors_language(client: Client, language: str, words: str) -> None:
    answer = client.get(BEGIN, headers={"accept-language": language})
    assert words in answer.content.decode()
