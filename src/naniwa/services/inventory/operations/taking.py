"""Many new rows by sets: a whole prefecture's inventory in some seconds."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Row
from naniwa.kernel.organisations import bulk
from naniwa.kernel.people.access import Staff
from naniwa.services.inventory.models import Procedure, Seal, State
from naniwa.services.inventory.models.procedure import PLAIN
from naniwa.services.inventory.operations.saving import (
    ChangedMeanwhile,
    changes,
    department_for,
    folded,
    next_number,
    press,
)
from naniwa.services.inventory.rules.columns import Entry, differences
from naniwa.services.inventory.rules.scores import scored
from naniwa.services.inventory.rules.seals import strongest

SCORE = ("points", "online_minutes", "parts")
_PROCEDURE = (
    "id", "public_id", "organisation_id", "number", "department_id", *PLAIN, "papers", "seal", "seal_count", *SCORE,
    "state", "edition", "search", "updated_at", "updated_by_id",
)  # fmt: skip
_CHANGED = (
    "id", "department_id", *PLAIN, "papers", "seal", "seal_count", *SCORE, "state", "confirmed_at", "edition",
    "search", "updated_at", "updated_by_id",
)  # fmt: skip
_SEAL = (
    "public_id", "organisation_id", "procedure_id", "position", "kind", "basis", "law", "decision", "reason",
)  # fmt: skip


def take_new(entries: Sequence[Entry], *, by: Staff, now: datetime) -> list[int]:
    """Add rows in their order, in the transaction of whoever waits for numbers. Returns their row numbers.

    Raises NotYours, DepartmentDiffers.
    """
    office, first = by.organisation.pk, next_number(by.organisation.pk)
    departments = _departments(entries, by=by, now=now)
    ids = bulk.reserve_ids(Procedure, len(entries))
    rows, seals, references = [], [], []
    for at, (pk, entry) in enumerate(zip(ids, entries, strict=True)):
        public_id, number = uuid4(), first + at
        department = departments[entry.values["department_code"]]
        rows.append((
            pk, public_id, office, number, department, *_values(entry), State.UNCONFIRMED.value, 1,
            folded(entry, number), now, by.person.pk,
        ))  # fmt: skip
        seals += [
            (uuid4(), office, pk, position, one.kind, one.basis, one.law, "", "")
            for position, one in enumerate(entry.seals, start=1)
        ]
        references.append((public_id, entry))
    bulk.load(Procedure, _PROCEDURE, rows)
    bulk.load(Seal, _SEAL, seals)
    audit.record_many(_entry(public_id, entry, by, now) for public_id, entry in references)
    return ids


def take_changed(changed: Sequence[tuple[Procedure, Entry, Entry]], *, by: Staff, now: datetime) -> None:
    """Rows with what they said and what they say now, all kept by this member of staff.

    Raises NotYours, DepartmentDiffers, ChangedMeanwhile.
    """
    wanted = {procedure.pk: (procedure, after) for procedure, _, after in changed}
    found = Procedure.objects.select_for_update().filter(pk__in=wanted, removed_at=None).values_list("pk", "edition")
    editions = dict(found)
    if any(editions.get(pk) != procedure.edition for pk, (procedure, _) in wanted.items()):
        raise ChangedMeanwhile
    departments = _departments([after for _, _, after in changed], by=by, now=now)
    rows = [
        (
            pk, departments[after.values["department_code"]], *_values(after), State.UNCONFIRMED.value, None,
            procedure.edition + 1, folded(after, procedure.number), now, by.person.pk,
        )
        for pk, (procedure, after) in wanted.items()
    ]  # fmt: skip
    bulk.amend(Procedure, _CHANGED, rows)
    for procedure, before, after in changed:
        if before.seals != after.seals:
            press(procedure, after.seals)
    audit.record_many(_change(*one, by=by, now=now) for one in changed)


def _departments(entries: Sequence[Entry], *, by: Staff, now: datetime) -> dict[object, int]:
    """Row numbers by code, each asked for once."""
    found: dict[object, int] = {}
    for entry in entries:
        code = entry.values["department_code"]
        if code not in found:
            found[code] = department_for(entry, by=by, now=now).pk
    return found


def _values(entry: Entry) -> tuple[object, ...]:
    papers = json.dumps([{"name": one.name, "held": one.held} for one in entry.papers], ensure_ascii=False)
    seal = strongest([one.kind for one in entry.seals])
    points, minutes, parts = scored(entry)
    return (*(entry.values[key] for key in PLAIN), papers, seal, len(entry.seals), points, minutes, json.dumps(parts))


def _change(procedure: Procedure, before: Entry, after: Entry, *, by: Staff, now: datetime) -> audit.Entry:
    detail = {"changes": changes(before, after, differences(before, after))}
    return audit.Entry(action="inventory.changed", by=by, target=procedure, now=now, detail=detail)


def _entry(public_id: UUID, entry: Entry, by: Staff, now: datetime) -> audit.Entry:
    return audit.Entry(
        action="inventory.added",
        by=by,
        target=Row(Procedure, str(public_id), None, by.organisation.pk),
        now=now,
        detail={"title": entry.values["title"], "department": entry.values["department_code"]},
    )
