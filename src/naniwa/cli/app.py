"""The command line itself, and how its commands speak."""

import json
import sys
from typing import Any, NoReturn

import typer
from rich.console import Console

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Naniwa: the platform that a prefecture and its municipalities run together.",
)
console = Console(stderr=True)  # what happens meanwhile; results go to standard output
results = Console()


def emit(result: dict[str, Any]) -> None:
    """One JSON object on standard output, for programs."""
    sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")


def fail(problem: str) -> NoReturn:
    """Say what is wrong and what to do, and end with status 2."""
    console.print("[bold red]naniwa:[/] ", end="")
    console.print(problem, highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit(2)
