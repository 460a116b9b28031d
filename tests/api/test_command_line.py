"""`naniwa clients`: the administrator's acts on the command line, with the same rights, audit and secrets shown once."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import CliRunner

from naniwa.cli import clients as commands
from naniwa.cli.app import app
from naniwa.kernel.audit.models import Record
from naniwa.kernel.clients.models import ApiClient
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import factories
from tests.api.partner import PROCEDURE, Partner, administrator, partner

type Run = Callable[..., Any]
NEW = ("add", "堺市 給付管理", "--organisation", factories.OFFICE, "--procedure", PROCEDURE, "--role", "reviewer",
       "--scope", "procedures:read")  # fmt: skip


@pytest.fixture
def by(version: Live) -> str:
    return administrator().person.email or ""


@pytest.fixture
def naniwa(by: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """In this process, on this database."""
    monkeypatch.setattr(commands, "use_installation", lambda: None)
    return lambda *words: CliRunner().invoke(app, ["clients", *words])


def answer(done: Any) -> dict[str, Any]:
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def let_in(told: dict[str, Any]) -> bool:
    with as_system():
        client = ApiClient.objects.select_related("oidc", "person").get(oidc_id=told["client_id"])
    return bool(Partner(client, told["client_secret"]).ask_token().status_code == 200)


def test_a_client_is_registered_renewed_listed_and_stopped(naniwa: Run, by: str) -> None:
    made = answer(naniwa(*NEW, "--by", by, "--json"))
    assert let_in(made)
    renewed = answer(naniwa("renew", made["client_id"], "--by", by, "--json"))
    assert renewed["former_until"]
    assert let_in(made)
    assert let_in(renewed)
    last = answer(naniwa("renew", made["client_id"], "--by", by, "--at-once", "--json"))
    assert [let_in(one) for one in (made, renewed, last)] == [False, False, True]
    assert answer(naniwa("revoke", made["client_id"], "--by", by, "--json"))["ok"]
    assert not let_in(last)
    (listed,) = answer(naniwa("list", "--json"))["clients"]
    assert (listed["client_id"], listed["procedures"]) == (made["client_id"], [PROCEDURE])
    assert listed["stopped_at"]
    with as_system():
        done = Record.objects.filter(action__startswith="clients.").select_related("actor").order_by("pk")
        assert {(one.actor and one.actor.email, one.roles) for one in done} == {(by, "administrator")}
        assert [one.action for one in done][-1] == "clients.revoked"


def test_the_secret_stands_alone_on_standard_output_and_nowhere_else(naniwa: Run, by: str) -> None:
    done = naniwa(*NEW, "--by", by)
    lines = dict(line.split(" ") for line in done.stdout.splitlines())
    assert let_in(lines)
    assert lines["client_secret"] not in done.stderr + naniwa("list").output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((*NEW, "--by", "nobody@example.jp"), "nobody@example.jp is no administrator of"),
        ((*NEW, "--role", "payer"), "roles:"),
        ((*NEW, "--procedure", "no-such-procedure"), "procedures:"),
        (("renew", "no-such-client"), "there is no client 'no-such-client'"),
        (("revoke", "no-such-client"), "there is no client 'no-such-client'"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(naniwa: Run, by: str, words: tuple[str, ...], told: str) -> None:
    done = naniwa(*words, *(() if "--by" in words else ("--by", by)))
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in " ".join(done.stderr.split())
    with as_system():
        assert not ApiClient.objects.exists()


def test_an_administrator_of_elsewhere_stops_nobody(naniwa: Run) -> None:
    one, other = partner(), administrator("271403").person.email or ""
    for act in ("renew", "revoke"):
        assert naniwa(act, one.client.oidc_id, "--by", other).exit_code == 2
    assert one.get("/me").status_code == 200


def test_the_key_is_replaced(naniwa: Run) -> None:
    one = partner()
    kid = answer(naniwa("replace-key", "--json"))["kid"]
    shown = [key["kid"] for key in one.http.get("/.well-known/jwks.json").json()["keys"]]
    assert shown[0] == kid
    assert len(shown) == 2
    assert naniwa("replace-key", "--at-once").exit_code == 0
    assert one.get("/me").status_code == 401
