"""Writes to organisations."""

from collections.abc import Mapping

from django.db import transaction

from naniwa.kernel.organisations import reference
from naniwa.kernel.organisations.models import Kind, Organisation


@transaction.atomic
def load_reference() -> int:
    """Bring organisations up to the shipped file; returns how many there are. Safe to run again."""
    rows = reference.listed()
    for row in rows:
        _save(row)
    return len(rows)


def _save(row: Mapping[str, str]) -> None:
    parent = Organisation.objects.get(code=row["parent"]) if row["parent"] else None
    values = {key: row[key] for key in ("name", "name_kana", "name_en", "phone", "email", "hours", "hours_en")}
    Organisation.objects.update_or_create(
        code=row["code"],
        defaults={"kind": Kind(row["kind"]), "parent": parent, **values},
    )
