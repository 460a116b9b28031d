"""`naniwa rehearse`: a whole season in a database of its own."""

from pathlib import Path
from typing import Annotated

import typer

from naniwa.cli.app import app, console, emit, fail, results
from naniwa.cli.database import APPLICATION, OWNER, migrate_as_owner, server_of, set_up
from naniwa.cli.migrate import load_reference
from naniwa.conf.environment import Environment


@app.command()
def rehearse(
    procedure: Annotated[str, typer.Argument(help="A published definition's slug, or a YAML file.")],
    applicants: Annotated[int, typer.Option(min=1)] = 1_000,
    seed: Annotated[int, typer.Option()] = 1,
    output: Annotated[Path, typer.Option(help="Folder for the bank files.")] = Path("rehearsal"),
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
    keep: Annotated[bool, typer.Option(help="Keep the rehearsal's database.")] = False,
) -> None:
    """Play a season with simulated applicants and staff, and say where it would hurt."""
    environment = Environment.read()
    server = server_of(environment)
    name = database_name(procedure, seed)
    made = False
    try:
        with console.status("Making a database for the rehearsal"):
            remake_database(server.url(OWNER, "postgres"), name)
            made = True
            set_up("naniwa.conf.demo", database_url=server.url(APPLICATION, name))
            migrate_as_owner(server.url(OWNER, name))
            load_reference()
        _play(procedure, applicants=applicants, seed=seed, output=output, as_json=as_json)
    finally:
        if made and not keep:
            _close_connections()
            drop_database(server.url(OWNER, "postgres"), name)
        server.stop()


def _play(procedure: str, *, applicants: int, seed: int, output: Path, as_json: bool) -> None:
    from django.utils import timezone

    from naniwa.services.procedures.definitions import UnsoundDefinition
    from naniwa.services.procedures.queries.live import current
    from naniwa.services.procedures.rehearsal import playing

    try:
        path = playing.find(procedure)
        report = playing.play(
            path, applicants=applicants, seed=seed, output=output, console=console, now=timezone.now()
        )
    except playing.UnknownProcedure:
        fail(f"there is no definition '{procedure}': give a slug that ships with Naniwa, or a YAML file")
    except UnsoundDefinition as unsound:
        fail("\n".join(["not rehearsed, because:", *(str(flaw) for flaw in unsound.flaws)]))
    if as_json:
        emit(report.as_json())
    else:
        playing.show(report, current(report.procedure), results)


def database_name(procedure: str, seed: int) -> str:
    """One for each procedure and seed, so that what a killed rehearsal left is found again."""
    signs = (sign if sign.isascii() and sign.isalnum() else "_" for sign in Path(procedure).stem[:30])
    return f"naniwa_rehearsal_{''.join(signs)}_{seed}"


def remake_database(owner_url: str, name: str) -> None:
    import psycopg
    from psycopg import sql

    try:
        drop_database(owner_url, name)
    except psycopg.errors.ObjectInUse:
        fail("a rehearsal of this procedure with this seed is running; wait for it, or give another --seed")
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(sql.Identifier(name))
        )


def drop_database(owner_url: str, name: str) -> None:
    """Sessions that are still open raise ObjectInUse."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def _close_connections() -> None:
    from django.db import connections

    connections.close_all()
