"""`naniwa procedures`: definitions checked, published and exported."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from naniwa.cli.app import app, console, emit, fail, results
from naniwa.cli.database import use_installation
from naniwa.library.periods import TOKYO

procedures_app = typer.Typer(no_args_is_help=True, help="Definitions of procedures.")
app.add_typer(procedures_app, name="procedures")

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
Moment = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"], help="Japanese time.")]


@procedures_app.command()
def check(
    files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False)],
    *,
    as_json: AsJson = False,
) -> None:
    """Name every flaw of these files with its line; ends with status 1 if there is one."""
    use_installation()
    from naniwa.services.procedures import definitions

    flaws = [flaw for file in files for flaw in definitions.check(file)]
    undecided = [] if flaws else [flaw for file in files for flaw in definitions.undecided(file)]
    if as_json:
        emit({"ok": not flaws, "flaws": [asdict(flaw) for flaw in flaws], "undecided": len(undecided)})
        raise typer.Exit(1 if flaws else 0)
    for flaw in flaws:
        results.print(str(flaw), highlight=False, markup=False, soft_wrap=True)
    if undecided:
        results.print(
            f"Sound, but open: {len(undecided)} texts are for the municipality to decide before it is published."
        )
    elif not flaws:
        results.print("Sound: ready to be published.")
    raise typer.Exit(1 if flaws else 0)


@procedures_app.command()
def publish(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    opens: Moment = None,
    closes: Moment = None,
    corrections_until: Moment = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Publish a sound file as the next immutable version; new applications use it from now on."""
    use_installation()
    from django.utils import timezone

    from naniwa.kernel.organisations.isolation import as_system
    from naniwa.services.procedures.definitions import UnsoundDefinition
    from naniwa.services.procedures.operations import publishing

    moments = {"opens_at": opens, "closes_at": closes, "corrections_until": corrections_until}
    window = {name: moment.replace(tzinfo=TOKYO) for name, moment in moments.items() if moment}
    try:
        with as_system():
            version = publishing.publish(path=file, window=window, by=None, now=timezone.now())
    except publishing.EmptyWindow as empty:
        fail(f"not published: applications would close before they open ({empty})")
    except UnsoundDefinition as unsound:
        if as_json:
            emit({"ok": False, "flaws": [asdict(flaw) for flaw in unsound.flaws]})
        fail("\n".join(["not published, because:", *(str(flaw) for flaw in unsound.flaws)]))
    if as_json:
        emit({"ok": True, "slug": version.slug, "version": version.number, "digest": version.digest})
    console.print(f"Published {version.slug}, version {version.number}.")


@procedures_app.command()
def schema() -> None:
    """Write the JSON Schema with which editors check and complete definitions."""
    from naniwa.services.procedures.definitions.json_schema import json_schema

    typer.echo(json_schema(), nl=False)


@procedures_app.command()
def export(
    slug: str,
    number: Annotated[int | None, typer.Option("--version", help="The latest unless given.")] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Write the YAML of a published version to standard output."""
    use_installation()
    from naniwa.kernel.forms import queries

    found = [version for version in queries.history("procedure", slug) if number in {None, version.number}]
    if not found:
        fail(f"there is no published procedure '{slug}'" + (f", version {number}" if number else ""))
    version = found[0]
    if as_json:
        said = {"slug": version.slug, "version": version.number, "digest": version.digest, "source": version.source}
        emit({"ok": True, **said})
    else:
        typer.echo(version.source, nl=False)
