"""`naniwa reconcile`: the providers' files of a day beside the fee ledger, by hand."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Annotated

import typer
from rich.table import Table

from naniwa.cli.app import app, emit, results
from naniwa.cli.database import use_installation


@app.command()
def reconcile(
    day: Annotated[datetime | None, typer.Option("--day", formats=["%Y-%m-%d"], help="Yesterday unless given.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Fetch the payment providers' files of a day, compare them with the fee ledger to the yen, and say what differs.

    Ends with status 1 where a file could not be had or something differs; the same file again changes nothing.
    """
    use_installation()
    from django.utils import timezone

    from naniwa.kernel.fees.operations.fetching import fetch_all
    from naniwa.library.periods import day_of

    now = timezone.now()
    found = fetch_all(day.date() if day else day_of(now) - timedelta(days=1), now=now)
    ok = not any(one.failed or one.wrong or one.differences for one in found)
    if as_json:
        emit({"ok": ok, "files": [{**asdict(one), "day": one.day.isoformat()} for one in found]})
    else:
        table = Table("provider", "day", "rows", "not readable", "differences", "", box=None)
        for one in found:
            table.add_row(one.provider, f"{one.day}", f"{one.lines}", f"{one.wrong}", f"{one.differences}", one.failed)
        results.print(table)
    raise typer.Exit(0 if ok else 1)
