"""`naniwa clients`: partners' programs listed, registered, given a new secret and stopped, and the provider's key."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from naniwa.cli.app import app, console, emit, fail, results
from naniwa.cli.database import use_installation

if TYPE_CHECKING:
    from naniwa.kernel.clients.models import ApiClient
    from naniwa.kernel.people.access import Staff

clients_app = typer.Typer(no_args_is_help=True, help="Clients of the status API: partners' programs.")
app.add_typer(clients_app, name="clients")

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
By = Annotated[str, typer.Option("--by", metavar="EMAIL", help="The administrator of the organisation who acts.")]
ClientId = Annotated[str, typer.Argument(metavar="CLIENT_ID")]


@clients_app.command("list")
def list_clients(
    organisation: Annotated[str, typer.Option(help="Code of one organisation; all unless given.")] = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Name every client with what it may do, when it was last used, and whether it is stopped."""
    with _acting():
        from naniwa.kernel.clients import queries

        found = [
            {name: _plain(value) for name, value in asdict(one).items()} for one in queries.known_clients(organisation)
        ]
    if as_json:
        emit({"ok": True, "clients": found})
        return
    table = Table("client_id", "name", "organisation", "roles", "last used", "stopped", box=None)
    for one in found:
        shown = (*(one[key] for key in ("client_id", "name", "organisation")), " ".join(one["roles"]))
        table.add_row(*shown, one["last_used_at"] or "never", one["stopped_at"] or "no")
    results.print(table)


@clients_app.command()
def add(
    name: Annotated[str, typer.Argument(help="As it shall stand in the audit trail.")],
    *,
    organisation: Annotated[str, typer.Option(help="Code of the organisation, such as 270008-commerce.")],
    procedure: Annotated[list[str], typer.Option(help="Slug of a published procedure; may be repeated.")],
    role: Annotated[list[str], typer.Option(help="reviewer, approver or auditor; may be repeated.")],
    scope: Annotated[list[str], typer.Option(help="procedures:read or procedures:write; may be repeated.")],
    by: By,
    purpose: Annotated[str, typer.Option(help="What its readings are for; applicants see it.")] = "review",
    as_json: AsJson = False,
) -> None:
    """Register a client; its secret is written to standard output, once."""
    with _acting() as now:
        from naniwa.kernel.clients import operations
        from naniwa.kernel.clients.forms import RegisterForm
        from naniwa.kernel.people.models import Role

        said = {"procedures": procedure, "roles": role, "scopes": scope, "purpose": purpose}
        form = RegisterForm({"number": uuid.uuid4(), "name": name, **said})
        if not form.is_valid():
            fail("; ".join(f"{field}: {' '.join(map(str, told))}" for field, told in form.errors.items()))
        kept = {**form.cleaned_data, "roles": [Role(one) for one in form.cleaned_data["roles"]]}
        made = operations.register(**kept, by=_administrator(by, organisation), now=now)
    _tell_secret(made.client, made.secret, as_json=as_json)


@clients_app.command()
def renew(
    client_id: ClientId,
    *,
    by: By,
    at_once: Annotated[
        bool, typer.Option("--at-once", help="It leaked: end the former one and its tokens now.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Give a client a new secret, written to standard output once; the former one holds for a week beside it."""
    with _acting() as now:
        from naniwa.kernel.clients import operations

        client = _client(client_id)
        seen, staff, keep = client.secret_renewed_at, _administrator(by, client.organisation.code), not at_once
        try:
            secret = operations.renew_client_secret(client=client, seen=seen, keep_former=keep, by=staff, now=now)
        except operations.Stopped:
            fail(f"{client.name} is stopped for good; register another client")
    _tell_secret(client, secret, as_json=as_json, former_until=None if at_once else now + operations.BOTH_HOLD)


@clients_app.command()
def revoke(client_id: ClientId, *, by: By, as_json: AsJson = False) -> None:
    """Stop a client at once and for good: its tokens, its secret and its roles."""
    with _acting() as now:
        from naniwa.kernel.clients import operations

        client = _client(client_id)
        operations.revoke(client=client, by=_administrator(by, client.organisation.code), now=now)
    if as_json:
        emit({"ok": True, "client_id": client_id})
    else:
        console.print(f"{client.name} is stopped.")


@clients_app.command("replace-key")
def replace_key(
    *,
    at_once: Annotated[bool, typer.Option("--at-once", help="It leaked: end every token that was issued.")] = False,
    as_json: AsJson = False,
) -> None:
    """Sign tokens with a new key from now on; the former one is published for an hour more."""
    with _acting() as now:
        from naniwa.kernel.clients import operations

        kid = operations.replace_key(now=now, at_once=at_once).name
    if as_json:
        emit({"ok": True, "kid": kid})
    else:
        console.print(f"Tokens are signed with the key {kid} from now on.")


@contextmanager
def _acting() -> Iterator[datetime]:
    """The installation, in one transaction as the platform, in English; gives the moment."""
    use_installation()
    from django.utils import timezone, translation

    from naniwa.kernel.organisations.isolation import as_system

    with translation.override("en"), as_system():
        yield timezone.now()


def _client(client_id: str) -> "ApiClient":
    from naniwa.kernel.clients import queries

    return queries.client_by_id(client_id) or fail(f"there is no client '{client_id}'")


def _administrator(email: str, code: str) -> "Staff":
    from naniwa.kernel.clients import queries
    from naniwa.kernel.organisations import queries as organisations

    organisation = organisations.by_code(code) or fail(f"there is no organisation '{code}'")
    return queries.administrator(email, organisation) or fail(f"{email} is no administrator of {code}")


def _tell_secret(client: "ApiClient", secret: str, *, as_json: bool, former_until: datetime | None = None) -> None:
    """On standard output, for a file or a program; nobody can look it up later."""
    told = {"client_id": client.oidc_id, "client_secret": secret, "former_until": _plain(former_until)}
    if as_json:
        emit({"ok": True, **told})
        return
    for name, value in told.items():
        if value:
            typer.echo(f"{name} {value}")
    console.print("The secret is not shown again. Hand it over in a safe way.")


def _plain(value: Any) -> Any:  # noqa: ANN401 - what JSON can hold
    return value.isoformat() if isinstance(value, datetime) else value
