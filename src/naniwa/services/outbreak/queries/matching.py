"""Lines of a file against the cases that the centre has: which are new, which change something, which are the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from naniwa.kernel.organisations import queries as organisations
from naniwa.services.outbreak.models import Case, Intake, IntakeLine, Outcome, Stage
from naniwa.services.outbreak.rules.columns import DATES, Entry, Reader

COMPARED = (
    "local_number", "name", "name_kana", "born_on", "age", "sex", "phone", "municipality", "address", "reported_on",
    "diagnosed_on", "onset_on", "severity", "stay", "note",
)  # fmt: skip


@dataclass(slots=True)
class Matched:
    """`lines` are those of one person, the last of which counts; `before` and `after` say what changes."""

    entry: Entry
    lines: list[int]
    outcome: str
    case: Case | None = None
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


def reader_of(intake: Intake) -> Reader:
    towns = {str(one.name): one.code for one in organisations.municipalities()}
    return Reader(columns=intake.sheet.columns, words=intake.sheet.words, towns=towns)


def matched(intake: Intake, lines: Sequence[IntakeLine], reader: Reader) -> list[Matched]:
    """In the order of the file; what is wrong is not looked for."""
    entries = [(line.pk, reader.read(line.texts)) for line in lines]
    merged: dict[tuple[str, ...], Matched] = {}
    found: list[Matched] = []
    for pk, entry in entries:
        if entry.problems:
            found.append(Matched(entry, [pk], IntakeLine.Outcome.WRONG))
            continue
        key = identity(entry.values)
        if key in merged:
            merged[key].entry = Entry({**merged[key].entry.values, **_said(entry.values)})
            merged[key].lines.append(pk)
        else:
            merged[key] = Matched(entry, [pk], IntakeLine.Outcome.NEW)
            found.append(merged[key])
    known = _known(intake, list(merged))
    known |= _not_numbered(intake, {key: one.entry.values for key, one in merged.items() if key not in known})
    for key, one in merged.items():
        if case := known.get(key):
            _compare(one, case)
    return found


def identity(values: Mapping[str, str]) -> tuple[str, ...]:
    """The centre's own number, or else the reading of the name and the day of birth."""
    if values.get("local_number"):
        return (values["local_number"],)
    return (values.get("name_kana", ""), values.get("born_on", ""))


def as_columns(values: Mapping[str, str]) -> dict[str, Any]:
    """The values that a row of the table takes; what an open case has besides is the caller's."""
    kept: dict[str, Any] = {key: value for key, value in values.items() if key != "status"}
    for key in DATES:
        if key in kept:
            kept[key] = date.fromisoformat(kept[key]) if kept[key] else None
    if "status" in values:
        kept["stay"] = values["status"].partition(":")[2]
    return kept


def ended(values: Mapping[str, str]) -> str:
    """The outcome that a line tells of; empty while the case is open."""
    first = values.get("status", "").partition(":")[0]
    return first if first in Outcome.values else ""


def shown(value: object) -> Any:  # noqa: ANN401 - any JSON
    return value.isoformat() if isinstance(value, date) else value


def _said(values: Mapping[str, str]) -> dict[str, str]:
    """What a later line of the same person says; an empty cell takes nothing away."""
    return {key: value for key, value in values.items() if value}


def _known(intake: Intake, keys: list[tuple[str, ...]]) -> dict[tuple[str, ...], Case]:
    numbers = [key[0] for key in keys if len(key) == 1]
    people = [key for key in keys if len(key) > 1]
    mine = Case.objects.filter(organisation=intake.organisation, disease=intake.disease)
    found: dict[tuple[str, ...], Case] = {}
    if numbers:
        found = {(one.local_number,): one for one in mine.filter(local_number__in=numbers)}
    by_person = _by_person(mine, people)
    return found | {key: by_person[key] for key in people if key in by_person}


def _not_numbered(intake: Intake, numbered: Mapping[tuple[str, ...], Mapping[str, str]]) -> dict[tuple[str, ...], Case]:
    """Open cases that a clinic reported, without the number that the centre's sheet gives them since."""
    people = {
        (values["name_kana"], values["born_on"]): key
        for key, values in numbered.items()
        if len(key) == 1 and values.get("name_kana") and values.get("born_on")
    }
    mine = Case.objects.filter(organisation=intake.organisation, disease=intake.disease, local_number="")
    found = _by_person(mine.filter(closed_at=None), list(people))
    return {people[person]: case for person, case in found.items() if person in people}


def _by_person(mine: QuerySet[Case], people: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], Case]:
    """By the reading of the name and the day of birth."""
    if not people:
        return {}
    readings = mine.filter(name_kana__in=[one[0] for one in people], born_on__isnull=False).order_by("pk")
    return {(one.name_kana, one.born_on.isoformat()): one for one in readings if one.born_on}


def _compare(one: Matched, case: Case) -> None:
    """An empty cell takes nothing away; nobody's case is closed by a file once somebody works on it."""
    new = {key: value for key, value in as_columns(one.entry.values).items() if value not in {"", None}}
    if "note" in new and new["note"] in case.note:
        del new["note"]
    for key, nothing in (("stay", "undecided"), ("severity", "unknown"), ("sex", "unknown")):
        if new.get(key) == nothing:
            del new[key]
    one.case = case
    one.before = {key: shown(getattr(case, key)) for key, value in new.items() if getattr(case, key) != value}
    one.after = {key: shown(new[key]) for key in one.before}
    if (outcome := ended(one.entry.values)) and case.stage == Stage.FIRST_CONTACT and not case.taken_at:
        one.before |= {"stage": case.stage, "outcome": ""}
        one.after |= {"stage": Stage.CLOSED.value, "outcome": outcome}
    one.outcome = IntakeLine.Outcome.CHANGED if one.after else IntakeLine.Outcome.SAME
