"""What a file would do to the inventory: which of its rows are new, changed, unchanged or wrong, and why."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from naniwa.kernel.people.access import Staff
from naniwa.services.inventory.models import Procedure
from naniwa.services.inventory.queries.keeping import departments_of, keeps, leads
from naniwa.services.inventory.queries.rows import Known, known
from naniwa.services.inventory.rules.columns import Entry, Problem, differences, read, texts_of, with_name
from naniwa.services.inventory.sheets.reading import Line

type Outcome = Literal["new", "changed", "unchanged", "wrong"]


@dataclass(frozen=True, slots=True)
class Assessed:
    """A line of the file; `changed` are the columns that differ from the row that is there."""

    line: Line
    entry: Entry
    outcome: Outcome
    problems: tuple[Problem, ...] = ()
    procedure: Procedure | None = None
    before: Entry | None = None
    changed: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reader:
    """Goes through the lines in their order: departments that a line brings are there for the next."""

    known: Mapping[str, Known]
    names: dict[str, str]
    kept: frozenset[str]
    leads: bool
    seen: dict[str, int]

    def assess(self, line: Line) -> Assessed:
        there = self.known.get(line.row_id)
        # Columns that the file lacks stay as they are.
        entry, problems = read(with_name({**texts_of(there.entry), **line.texts} if there else line.texts, self.names))
        problems += [*self._identity(line, there), *self._department(entry, problems, there)]
        if problems:
            return Assessed(line, entry, "wrong", tuple(problems), there.procedure if there else None)
        if there is None:
            return Assessed(line, entry, "new")
        changed = tuple(differences(there.entry, entry))
        return Assessed(
            line, entry, "changed" if changed else "unchanged", (), there.procedure, there.entry, changed
        )  # fmt: skip

    def _identity(self, line: Line, there: Known | None) -> Iterable[Problem]:
        if not line.row_id:
            return
        if there is None:
            yield Problem("row_id", "unknown_row")
            return
        earlier = self.seen.setdefault(line.row_id, line.number)
        if earlier != line.number:
            yield Problem("row_id", "twice", (("line", earlier),))
        if line.edition and line.edition != str(there.procedure.edition):
            yield Problem("row_id", "changed_meanwhile")

    def _department(self, entry: Entry, problems: Sequence[Problem], there: Known | None) -> Iterable[Problem]:
        """Contacts bring rows to their own departments, and change none of another."""
        if {"department_code", "department_name"} & {problem.key for problem in problems}:
            return
        code, name = str(entry.values["department_code"]), str(entry.values["department_name"])
        elsewhere = there is not None and there.procedure.department.code not in self.kept
        if not self.leads and (code not in self.kept or elsewhere):
            yield Problem("department_code", "other_department")
        elif self.names.setdefault(code, name) != name:
            yield Problem("department_name", "department_differs", (("name", self.names[code]),))


def assess(lines: Sequence[Line], *, by: Staff) -> list[Assessed]:
    """Each line against the inventory as it stands now: three queries for all of them."""
    departments = departments_of(by.organisation.pk)
    reader = _Reader(
        known=known(by.organisation.pk, _numbers(lines)),
        names={department.code: department.name for department in departments},
        kept=frozenset(department.code for department in departments if keeps(by, department)),
        leads=leads(by),
        seen={},
    )
    return [reader.assess(line) for line in lines]


def counted(found: Iterable[Assessed]) -> Counter[Outcome]:
    return Counter(one.outcome for one in found)


def _numbers(lines: Iterable[Line]) -> list[UUID]:
    found = []
    for line in lines:
        try:
            found.append(UUID(line.row_id))
        except ValueError:
            continue
    return found
