"""The frame: home, start, errors, health, information pages, in both languages."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone

from naniwa.kernel.people import operations as people
from naniwa.kernel.people.models import EmailLink, Limit, Purpose, Role
from naniwa.web import jobs
from naniwa.web.tests.doors import enter, member, resident
from naniwa.web.tests.mails import where
from naniwa.web.urls import handler400, handler403, handler404, handler500
from naniwa.web.urls import urlpatterns as site
from naniwa.web.views import health

pytestmark = pytest.mark.django_db
__all__ = ["handler400", "handler403", "handler404", "handler500"]


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


urlpatterns = [*site, path("broken/", broken), path("suspicious/", suspicious)]


@pytest.mark.parametrize("page", ["/", "/accessibility/", "/privacy/", "/contact/", "/account/sign-in/"])
@pytest.mark.parametrize(
    ("language", "organisation"), [("ja", "大阪府"), ("en", "Osaka Prefecture"), ("ja-easy", "大阪府")]
)
def test_public_pages_open_in_every_language(client: Client, page: str, language: str, organisation: str) -> None:
    client.cookies["language"] = language
    answer = client.get(page)
    assert answer.status_code == 200
    assert organisation in answer.content.decode()
    assert answer.headers["Content-Language"] == language.partition("-")[0]


def test_the_browsers_language_is_the_first_choice_of_a_stranger() -> None:
    page = Client(headers={"accept-language": "en-GB,en;q=0.9"}).get("/").content.decode()
    assert '<html lang="en"' in page


def test_nothing_is_loaded_from_elsewhere(client: Client) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy


def test_the_home_page_has_a_door_to_what_each_service_has_for_everybody(client: Client) -> None:
    page = client.get("/").content.decode()
    assert [f'href="{address}"' in page for address in ("/open-data/", "/inventory/")] == [True, True]


def test_everybody_starts_where_their_work_is(client: Client) -> None:
    assert where(client.get("/start/")) == "/account/sign-in/staff/"
    assert where(enter(Client(), resident()).get("/start/")).startswith("/")
    half = enter(Client(), member(Role.ADMINISTRATOR), method="password")
    assert where(half.get("/start/")) == "/account/second-factor/"


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.REVIEWER, "/staff/"),
        (Role.PAYER, "/staff/"),
        (Role.PUBLISHER, "/staff/procedures/"),
        (Role.ADMINISTRATOR, "/staff/appointments/"),
    ],
)
def test_staff_start_at_a_page_of_their_role(role: Role, page: str) -> None:
    browser = enter(Client(), member(role), method="mfa")
    assert where(browser.get("/start/")) == page
    assert browser.get(page).status_code == 200


@pytest.mark.parametrize(("language", "words"), [("ja", "ページが見つかりません"), ("en", "Page not found")])
def test_a_missing_page_is_said_in_plain_words(client: Client, language: str, words: str) -> None:
    client.cookies["language"] = language
    answer = client.get("/no-such-page/")
    assert answer.status_code == 404
    assert words in answer.content.decode()


@pytest.mark.urls(__name__)
def test_a_fault_of_ours_is_said_in_plain_words() -> None:
    answer = Client(raise_request_exception=False).get("/broken/")
    assert answer.status_code == 500
    assert "こちらの不具合です" in answer.content.decode()


@pytest.mark.urls(__name__)
def test_the_last_page_does_not_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise DatabaseError

    monkeypatch.setattr("naniwa.web.views.errors.render_to_string", fail)
    answer = Client(raise_request_exception=False).get("/broken/")
    assert answer.status_code == 500
    assert "What you saved is safe" in answer.content.decode()


@pytest.mark.urls(__name__)
def test_what_cannot_be_read_is_said_in_plain_words(client: Client) -> None:
    answer = client.get("/suspicious/")
    assert answer.status_code == 400
    assert "読み取れませんでした" in answer.content.decode()


def test_a_form_without_its_token_is_explained() -> None:
    answer = Client(enforce_csrf_checks=True).post("/account/sign-in/", {"email": "taro@example.jp"})
    assert answer.status_code == 403
    assert "もう一度お試しください" in answer.content.decode()


def test_machines_learn_that_all_is_well(client: Client) -> None:
    assert client.get("/healthz").json() == {"process": "ok"}
    assert client.get("/readyz").json() == {"database": "ok", "migrations_to_run": 0}
    assert client.get("/healthz", headers={"host": "10.0.0.7"}).status_code == 200


def test_the_process_lives_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Any:
        raise DatabaseError

    monkeypatch.setattr("naniwa.web.middleware.transaction.atomic", fail)
    assert client.get("/healthz").status_code == 200


def test_machines_learn_that_the_database_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> Any:
        raise DatabaseError

    monkeypatch.setattr(health, "MigrationExecutor", fail)
    assert client.get("/readyz").status_code == 503


def test_figures_are_for_this_machine_or_the_token(client: Client, settings: Any) -> None:
    assert "python_info" in client.get("/metrics", REMOTE_ADDR="127.0.0.1").content.decode()
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.1").status_code == 404
    assert client.get("/metrics", REMOTE_ADDR="127.0.0.1", headers={"x-forwarded-for": "192.0.2.1"}).status_code == 404
    settings.METRICS_TOKEN = "let me in"
    stranger = Client(REMOTE_ADDR="192.0.2.1")
    assert stranger.get("/metrics", headers={"authorization": "Bearer let me in"}).status_code == 200
    assert stranger.get("/metrics", headers={"authorization": "Bearer no"}).status_code == 404


def test_signing_in_leads_back_with_the_whole_address(client: Client) -> None:
    page = client.get("/contact/?a=1&b=2").content.decode()
    assert "/account/sign-in/?next=%2Fcontact%2F%3Fa%3D1%26b%3D2" in page
    assert "next=" not in client.get("/account/sign-in/?next=/privacy/").context["navigation"].sign_in_url


def test_what_is_over_is_forgotten_by_the_clock() -> None:
    now = timezone.now()
    for ends in (now - timedelta(hours=1), now + timedelta(hours=1)):
        Session.objects.create(session_key=str(ends.hour), session_data="", expire_date=ends)
        Limit.objects.create(key=str(ends.hour), count=1, resets_at=ends)
    people.issue(purpose=Purpose.SIGN_IN, email="taro@example.jp", now=now - timedelta(days=60))
    people.issue(purpose=Purpose.SIGN_IN, email="taro@example.jp", now=now)
    jobs.tidy(now=now)
    assert [model.objects.count() for model in (Session, Limit, EmailLink)] == [1, 1, 1]
