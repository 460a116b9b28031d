"""Writes to organisations."""

import csv
from pathlib import Path

from django.db import transaction

from naniwa.kernel.organisations.models import Kind, Organisation

DATA = Path(__file__).resolve().parent.parent / "data"


@transaction.atomic
def load_reference() -> int:
    """Bring organisations up to the shipped files; returns how many there are. Safe to run again."""
    rows = _read("organisations.csv")
    for row in rows:
        _save(row)
    return len(rows)


def _read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _save(row: dict[str, str]) -> None:
    parent = Organisation.objects.get(code=row["parent"]) if row["parent"] else None
    values = {key: row[key] for key in ("name", "name_kana", "name_en", "phone", "email", "hours", "hours_en")}
    Organisation.objects.update_or_create(
        code=row["code"],
        defaults={"kind": Kind(row["kind"]), "parent": parent, **values},
    )
