"""Writes to organisations."""

from collections.abc import Mapping

from django.db import transaction

from naniwa.kernel.organisations import reference
from naniwa.kernel.organisations.models import Kind, Organisation

SAID = ("name", "name_kana", "name_en", "phone", "email", "hours", "hours_en")


@transaction.atomic
def load_reference() -> int:
    """Bring organisations up to the shipped file; returns how many there are. Safe to run again."""
    numbers: dict[str, int] = {"": 0}
    while rows := [row for row in reference.listed() if row["code"] not in numbers]:
        made = [_organisation(row, numbers[row["parent"]]) for row in rows if row["parent"] in numbers]
        saved = Organisation.objects.bulk_create(
            made, update_conflicts=True, unique_fields=["code"], update_fields=["kind", "parent", *SAID]
        )
        numbers |= {one.code: one.pk for one in saved}
    return len(reference.listed())


def _organisation(row: Mapping[str, str], parent: int) -> Organisation:
    return Organisation(
        code=row["code"], kind=Kind(row["kind"]), parent_id=parent or None, **{key: row[key] for key in SAID}
    )
