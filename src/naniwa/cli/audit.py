"""`naniwa audit`: proof that the trail is as it was written."""

from typing import Annotated

import typer

from naniwa.cli.app import app, console, emit
from naniwa.cli.database import use_installation

audit_app = typer.Typer(no_args_is_help=True, help="The audit trail.")
app.add_typer(audit_app, name="audit")


@audit_app.command()
def verify(
    *, as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False
) -> None:
    """Recompute every seal; names each block that does not match, and ends with status 1 if there is one."""
    use_installation()
    from naniwa.kernel.audit import queries
    from naniwa.kernel.organisations.isolation import as_system

    with as_system():
        faults = queries.verify()
    if as_json:
        emit({"ok": not faults, "faults": [str(fault) for fault in faults]})
    for fault in faults:
        console.print(f"[red]{fault}[/]")
    if not faults:
        console.print("The audit trail is whole.")
    raise typer.Exit(1 if faults else 0)
