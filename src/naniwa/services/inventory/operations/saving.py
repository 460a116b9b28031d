"""Rows one by one: added, changed, confirmed, removed and brought back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people.access import Staff
from naniwa.library.alike import search_key
from naniwa.services.inventory.models import Department, Procedure, Seal, State
from naniwa.services.inventory.queries.keeping import keeps, leads, pressed, seals_of
from naniwa.services.inventory.rules.columns import Entry, Pressed, differences, texts_of
from naniwa.services.inventory.rules.seals import BrokenRule

SHOWN = 200
"""Characters of a value that an audit record keeps."""


class NotYours(BrokenRule):
    """The department's rows are kept by its contact and by the leads."""


class ChangedMeanwhile(BrokenRule):
    """Somebody else changed the row after this page was opened."""


class DepartmentDiffers(BrokenRule):
    """The code belongs to a department of another name."""


class Removed(BrokenRule):
    """The row was removed; bring it back first."""


@transaction.atomic
def add(*, number: UUID, entry: Entry, by: Staff, now: datetime) -> Procedure:
    """A new row; pressing twice with one `number` finds the first. Raises NotYours, DepartmentDiffers."""
    queue_for_numbers(by.organisation.pk)
    if known := Procedure.objects.filter(public_id=number, organisation=by.organisation).first():
        return known
    department = department_for(entry, by=by, now=now)
    procedure = Procedure(
        public_id=number,
        organisation=by.organisation,
        number=next_number(by.organisation.pk),
        department=department,
        updated_at=now,
        updated_by=by.person,
    )
    procedure.take(entry)
    procedure.search = folded(entry, procedure.number)
    procedure.save(force_insert=True)
    press(procedure, entry.seals)
    audit.record("inventory.added", by=by, target=procedure, now=now, title=procedure.title, department=department.code)
    return procedure


@transaction.atomic
def change(*, procedure: Procedure, entry: Entry, seen: int, by: Staff, now: datetime) -> Procedure:
    """Keep what was typed; nothing happens where nothing differs.

    Raises NotYours, Removed, DepartmentDiffers, ChangedMeanwhile.
    """
    current = locked(procedure, by=by)
    if current.removed_at:
        raise Removed
    before = current.entry(pressed(seals_of([current.pk]).get(current.pk, [])))
    keys = differences(before, entry)
    if not keys:
        return current
    if seen != current.edition:
        raise ChangedMeanwhile
    current.department = department_for(entry, by=by, now=now)
    current.take(entry)
    _touch(current, by, now)
    current.search = folded(entry, current.number)
    current.save()
    press(current, entry.seals)
    audit.record("inventory.changed", by=by, target=current, now=now, changes=changes(before, entry, keys))
    return current


@transaction.atomic
def confirm(*, procedure: Procedure, by: Staff, now: datetime) -> Procedure:
    """Say that the row is right as it stands. Raises NotYours, Removed."""
    current = locked(procedure, by=by)
    if current.removed_at:
        raise Removed
    if current.state == State.CONFIRMED:
        return current
    current.state, current.confirmed_at = State.CONFIRMED, now
    current.save(update_fields=["state", "confirmed_at"])
    audit.record("inventory.confirmed", by=by, target=current, now=now)
    return current


@transaction.atomic
def remove(*, procedure: Procedure, seen: int, by: Staff, now: datetime) -> Procedure:
    """Take the row out of the inventory; it can be brought back. Raises NotYours, ChangedMeanwhile."""
    current = locked(procedure, by=by)
    if current.removed_at:
        return current
    if seen != current.edition:
        raise ChangedMeanwhile
    return _removed(current, now, by=by, now=now, action="inventory.removed")


@transaction.atomic
def restore(*, procedure: Procedure, by: Staff, now: datetime) -> Procedure:
    """Bring a removed row back. Raises NotYours."""
    current = locked(procedure, by=by)
    if current.removed_at is None:
        return current
    return _removed(current, None, by=by, now=now, action="inventory.restored")


def locked(procedure: Procedure, *, by: Staff) -> Procedure:
    """The row as it stands now, to be changed by nobody else meanwhile. Raises NotYours."""
    current = Procedure.objects.select_for_update(of=("self",)).select_related("department").get(pk=procedure.pk)
    if not keeps(by, current.department):
        raise NotYours
    return current


def department_for(entry: Entry, *, by: Staff, now: datetime) -> Department:
    """The department of this code, made by a lead where there is none. Raises NotYours, DepartmentDiffers."""
    code, name = str(entry.values["department_code"]), str(entry.values["department_name"])
    known = Department.objects.filter(organisation=by.organisation, code=code).first()
    if known is None:
        if not leads(by):
            raise NotYours
        made = Department.objects.create(organisation=by.organisation, code=code, name=name)
        audit.record("inventory.department_changed", by=by, target=made, now=now, name=name)
        return made
    if not keeps(by, known):
        raise NotYours
    if known.name != name:
        raise DepartmentDiffers
    return known


def queue_for_numbers(organisation_id: int) -> None:
    """Whoever adds rows to an inventory waits until others have."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('inventory.number'), %s)", [organisation_id])


def next_number(organisation_id: int) -> int:
    """Numbers are never used twice, as removed rows keep theirs."""
    last = Procedure.objects.filter(organisation_id=organisation_id).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def folded(entry: Entry, number: int) -> str:
    """What a search looks through."""
    values = entry.values
    words = [number, *(values[key] or "" for key in ("title", "law", "department_name", "department_code", "system"))]
    return " ".join(search_key(str(word)) for word in (*words, *(paper.name for paper in entry.papers), values["note"]))


def changes(before: Entry, after: Entry, keys: Sequence[str]) -> dict[str, list[str]]:
    """Old and new words by column, for the history."""
    old, new = texts_of(before), texts_of(after)
    return {key: [old[key][:SHOWN], new[key][:SHOWN]] for key in keys}


def _removed(current: Procedure, at: datetime | None, *, by: Staff, now: datetime, action: str) -> Procedure:
    current.removed_at = at
    current.edition += 1
    current.updated_at, current.updated_by = now, by.person
    current.save(update_fields=["removed_at", "edition", "updated_at", "updated_by"])
    audit.record(action, by=by, target=current, now=now, title=current.title)
    return current


def _touch(current: Procedure, by: Staff, now: datetime) -> None:
    """A changed row is to be confirmed again."""
    current.edition += 1
    current.updated_at, current.updated_by = now, by.person
    current.state, current.confirmed_at = State.UNCONFIRMED, None


def press(procedure: Procedure, wanted: Sequence[Pressed]) -> None:
    """Seals that stay as they are keep what was decided about them."""
    kept = {seal.pressed: seal for seal in reversed(seals_of([procedure.pk]).get(procedure.pk, []))}
    Seal.objects.filter(procedure=procedure).exclude(pk__in=[kept[one].pk for one in wanted if one in kept]).delete()
    # Out of the way first, as two may change places.
    for number, seal in enumerate(kept.values()):
        Seal.objects.filter(pk=seal.pk).update(position=100 + number)
    for position, one in enumerate(wanted, start=1):
        seal = (
            kept.pop(one)
            if one in kept
            else Seal(
                procedure=procedure,
                organisation_id=procedure.organisation_id,
                kind=one.kind,
                basis=one.basis,
                law=one.law,
            )
        )
        seal.position = position
        seal.save()
