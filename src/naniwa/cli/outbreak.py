"""`naniwa outbreak`: the daily figures of an outbreak, taken in from a folder of files."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from naniwa.cli.app import app, console, emit, fail, results
from naniwa.cli.database import use_installation

outbreak_app = typer.Typer(no_args_is_help=True, help="Figures of an outbreak.")
app.add_typer(outbreak_app, name="outbreak")


@outbreak_app.callback()
def outbreak() -> None:
    """Figures of an outbreak."""


@outbreak_app.command("import")
def import_(
    folder: Annotated[Path, typer.Argument(help="The folder with the files of the prefecture's feed.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Take in a folder of daily figures, all or nothing: counts of each file, and why a row was not taken.

    What changed since the last time is corrected, and what stood there is kept. Ends with status 1 where a row could
    not be taken; rows that were withdrawn or are totals, and unknown files, are only named. The same files again change
    nothing.
    """
    use_installation()
    from django.utils import timezone

    from naniwa.services.outbreak.operations.feeds import NothingToImport, import_folder

    if not folder.is_dir():
        fail(f"there is no folder {folder}")
    try:
        done = import_folder(folder=folder, now=timezone.now())
    except NothingToImport:
        fail(f"none of the feed's files lies in {folder}; docs/how-to/outbreak-figures.md names them")
    rejected = [
        {"file": one.file, "line": one.line, "reason": one.reason.value, "text": one.text, "fault": one.reason.is_fault}
        for one in done.rejected
    ]
    faults = any(one["fault"] for one in rejected)
    if as_json:
        emit({"ok": not faults, "import": done.imported.reference, "files": done.counts, "rejected": rejected})
    else:
        table = Table("file", "rows", "new", "corrected", "unchanged", "rejected", box=None)
        for name, counts in done.counts.items():
            table.add_row(name, *(f"{counts[key]:,}" for key in ("rows", "new", "corrected", "unchanged", "rejected")))
        results.print(table)
        for one in done.rejected:
            console.print(f"{one.file}:{one.line}: {one.reason}: {one.text}", highlight=False, markup=False)
    raise typer.Exit(1 if faults else 0)
