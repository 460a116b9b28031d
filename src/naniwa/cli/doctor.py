"""`naniwa doctor`: what is wrong with this installation, and what to do about it."""

from typing import Annotated

import typer
from rich.progress import Progress

from naniwa.cli.app import app, console, emit, results
from naniwa.cli.database import use_installation


@app.command()
def doctor(
    *, as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False
) -> None:
    """Check this installation; names each problem with its remedy, and ends with status 1 if there is one."""
    use_installation()
    from naniwa.cli.checks import look

    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("Looking", total=None)
        findings = look(lambda done, of: progress.update(task, completed=done, total=of))
    problems = [finding for finding in findings if finding.remedy]
    if as_json:
        emit({"ok": not problems, "findings": [vars(finding) for finding in findings]})
        raise typer.Exit(1 if problems else 0)
    for finding in findings:
        mark = "[red]✗[/]" if finding.remedy else "[green]✓[/]"
        results.print(f"{mark} {finding.subject}: {finding.found}", highlight=False, soft_wrap=True)
        if finding.remedy:
            results.print(f"  → {finding.remedy}", highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit(1 if problems else 0)
