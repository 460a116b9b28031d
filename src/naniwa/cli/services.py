"""`naniwa services`: services of others that people enter with their one ID, listed, registered and stopped."""

from typing import Annotated
from uuid import UUID

import typer
from rich.table import Table

from naniwa.cli.app import app, console, emit, fail, results
from naniwa.cli.database import use_installation

services_app = typer.Typer(no_args_is_help=True, help="Services of others that people enter with their one ID.")
app.add_typer(services_app, name="services")

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]


@services_app.command("list")
def list_services(*, as_json: AsJson = False) -> None:
    """Name every service, who runs it, how many people it knows, and whether it is stopped."""
    use_installation()
    from naniwa.kernel.connections import queries

    found = queries.parties()
    if as_json:
        emit({"ok": True, "services": found})
        return
    table = Table("client_id", "name", "operator", "people", "stopped", box=None)
    for one in found:
        told = (one["client_id"], one["name"], one["operator"], str(one["people"]))
        table.add_row(*told, one["stopped_at"] or "no")
    results.print(table)


@services_app.command()
def add(
    name: Annotated[str, typer.Argument(help="As people know it; it stands on the page of consent.")],
    *,
    organisation: Annotated[str, typer.Option(help="Code of the organisation that has the agreement.")],
    operator: Annotated[str, typer.Option(help="Who runs it.")],
    purpose_ja: Annotated[str, typer.Option(help="What it is for, in a plain sentence.")],
    purpose_en: Annotated[str, typer.Option(help="The same in English.")],
    redirect: Annotated[list[str], typer.Option(help="Whole https address to come back to; may be repeated.")],
    logout: Annotated[str, typer.Option(help="Address that is told of sign-outs (back-channel logout).")] = "",
    scope: Annotated[list[str] | None, typer.Option(help="profile or email beside openid; may be repeated.")] = None,
    level: Annotated[str, typer.Option(help="email, passkey or electronic.")] = "email",
    as_json: AsJson = False,
) -> None:
    """Register a service; its secret is written to standard output, once."""
    use_installation()
    from django.utils import timezone

    from naniwa.kernel.connections import operations
    from naniwa.kernel.organisations import queries as organisations

    office = organisations.by_code(organisation) or fail(f"there is no organisation '{organisation}'")
    if level not in {"email", "passkey", "electronic"}:
        fail(f"there is no level '{level}': email, passkey or electronic")
    try:
        made = operations.register(
            organisation=office, name=name, operator=operator, purpose_ja=purpose_ja, purpose_en=purpose_en,
            redirect_uris=redirect, logout_uri=logout, scopes=["openid", *(scope or [])], level=level,
            now=timezone.now(),
        )  # fmt: skip
    except operations.NotAllowed as refused:
        fail(f"not allowed: {refused}")
    told = {"client_id": made.party.reference, "client_secret": made.secret}
    if as_json:
        emit({"ok": True, **told})
        return
    for key, value in told.items():
        typer.echo(f"{key} {value}")
    console.print("The secret is not shown again. Hand it over in a safe way.")


@services_app.command()
def stop(client_id: Annotated[UUID, typer.Argument(metavar="CLIENT_ID")], *, as_json: AsJson = False) -> None:
    """Let nobody in at a service any more, at once."""
    use_installation()
    from django.utils import timezone

    from naniwa.kernel.connections import operations

    operations.stop(client_id=client_id, now=timezone.now())
    if as_json:
        emit({"ok": True, "client_id": str(client_id)})
    else:
        console.print("It is stopped.")
