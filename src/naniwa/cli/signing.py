"""`naniwa signing`: the test authority and the seals of offices, and what is there."""

from typing import Annotated

import typer

from naniwa.cli.app import app, console, emit, fail
from naniwa.cli.database import use_installation

signing_app = typer.Typer(no_args_is_help=True, help="Electronic seals of offices.")
app.add_typer(signing_app, name="signing")


@signing_app.command("test-ca")
def make_test_authority(
    *,
    organisation: Annotated[list[str], typer.Option(help="Code of an organisation; all unless given.")] = [],  # noqa: B006 - Typer's own way
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Make a TEST authority and a seal for each organisation that has none. No court accepts what it signs."""
    use_installation()
    from django.utils import timezone

    from naniwa.kernel.organisations.isolation import as_system
    from naniwa.kernel.signing import authority, queries, seals

    with as_system():
        offices = queries.offices(*organisation)
    unknown = set(organisation) - {code for code, _name in offices}
    if unknown:
        fail(f"there is no organisation '{min(unknown)}'")
    made = authority.make(offices, now=timezone.now())
    if as_json:
        emit({"ok": True, "made": made, "folder": str(seals.folder())})
    else:
        console.print(
            f"{len(made)} TEST seals made below {seals.folder()}; {len(offices) - len(made)} were there before."
        )
