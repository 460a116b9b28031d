"""`naniwa audit`: proof that the trail is as it was written."""

from typing import Annotated

import typer
from rich.progress import Progress

from naniwa.cli.app import app, console, emit, fail, results
from naniwa.cli.database import use_installation

audit_app = typer.Typer(no_args_is_help=True, help="The audit trail.")
app.add_typer(audit_app, name="audit")

Known = Annotated[
    list[str] | None,
    typer.Option("--known", metavar="BLOCK:HASH", help="A head noted down earlier; may be given several times."),
]


@audit_app.command()
def verify(
    known: Known = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Recompute every seal; names each block that does not match, and ends with status 1 if there is one.

    Note down the head that it prints, outside this machine: with --known it also proves later that no block
    was cut off or sealed anew.
    """
    noted = dict(_noted(text) for text in known or ())
    use_installation()
    from naniwa.kernel.audit import queries

    head = queries.head()
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("Recomputing seals", total=head.block if head else 0)
        faults = queries.verify(known=noted, progress=lambda block: progress.update(task, completed=block))
    if as_json:
        emit({"ok": not faults, "head": _written(head), "faults": [str(fault) for fault in faults]})
    else:
        _tell(_written(head), [str(fault) for fault in faults])
    raise typer.Exit(1 if faults else 0)


def _noted(text: str) -> tuple[int, str]:
    block, _colon, digest = text.partition(":")
    if not (block.isascii() and block.isdigit() and digest):
        fail(f"--known {text}: give a head as it was printed, such as 12:9f86d081...")
    return int(block), digest


def _written(head: object) -> str | None:
    """The newest seal as `block:hash`; None before the first."""
    from naniwa.kernel.audit.queries import Head

    return f"{head.block}:{head.hash}" if isinstance(head, Head) else None


def _tell(head: str | None, faults: list[str]) -> None:
    for fault in faults:
        results.print(f"[red]{fault}[/]", soft_wrap=True)
    if not faults:
        results.print("The audit trail is whole.")
    results.print(f"Head: {head or 'nothing is sealed yet'}", highlight=False, soft_wrap=True)
