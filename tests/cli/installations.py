"""The variables that make an installation, as an operator sets them."""

from datetime import datetime
from pathlib import Path

from django.db import connection

from naniwa.cli.backups import shelf


def production(url: str) -> dict[str, str]:
    return {"NANIWA_DATABASE_URL": url, "NANIWA_SECRET_KEY": "x" * 50, "NANIWA_HOSTS": "naniwa.example.jp"}


def url(role: str) -> str:
    """The database of this test, for a role."""
    at = connection.settings_dict
    return f"postgresql://{role}@/{at['NAME']}?host={at['HOST']}&port={at['PORT']}"


def own_database() -> dict[str, str]:
    """The environment of an installation on the database of this test."""
    return production(url(connection.settings_dict["USER"]))


def whole_backup(folder: Path, made_at: datetime) -> Path:
    facts = {"naniwa": "0", "postgresql": 18, "migrations": [], "tables": {}, "head": None, "last_txid": 0}
    sizes = {"documents": 0, "lacking": [], "files": 0, "bytes": 0, "secret": "", "with_secret": False, "sums": ""}
    place = folder / f"{made_at:%Y%m%d-%H%M%S}"
    place.mkdir(parents=True, mode=0o700)
    shelf.write(shelf.Manifest(format=1, made_at=made_at.isoformat(), **facts, **sizes), place)  # type: ignore[arg-type] # facts of several types
    return place
