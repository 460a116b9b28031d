"""What a file would do, in words and tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from naniwa.design.tables import Cell, Column, Row, Table
from naniwa.kernel.people.access import Staff
from naniwa.services.inventory.models import Upload
from naniwa.services.inventory.queries.assessing import Assessed, counted
from naniwa.services.inventory.rules.columns import BY_KEY, Problem, texts_of
from naniwa.services.inventory.words import label, language, sentence

SHOWN = 200
"""Rows of each table; the rest is in the file."""
RECENT = 10


@dataclass(frozen=True, slots=True)
class Preview:
    """Counts, and a table for each kind of line that has any."""

    new: int
    changed: int
    unchanged: int
    wrong: int
    wrong_cells: int
    wrong_table: Table
    changed_table: Table
    new_table: Table
    shown: int = SHOWN

    @property
    def takes(self) -> int:
        """Lines that would be taken in."""
        return self.new + self.changed


def preview(found: Sequence[Assessed]) -> Preview:
    counts = counted(found)
    wrong = [(one, fault) for one in found if one.outcome == "wrong" for fault in faults(one)]
    return Preview(
        new=counts["new"],
        changed=counts["changed"],
        unchanged=counts["unchanged"],
        wrong=counts["wrong"],
        wrong_cells=len(wrong),
        wrong_table=_wrong(wrong[:SHOWN]),
        changed_table=_changed([one for one in found if one.outcome == "changed"][:SHOWN]),
        new_table=_new([one for one in found if one.outcome == "new"][:SHOWN]),
    )


def faults(one: Assessed) -> list[tuple[str, str]]:
    """The name of each wrong column, and what to do."""
    return [(_column(problem), sentence(problem)) for problem in one.problems]


def recent(staff: Staff) -> list[Upload]:
    """One's own files of the last days, newest first, without their lines."""
    found = Upload.objects.filter(organisation=staff.organisation, by=staff.person).defer("lines")
    return list(found.order_by("-at")[:RECENT])


def _column(problem: Problem) -> str:
    column = BY_KEY.get(problem.key)
    return label(column) if column else _("行ID")


def _wrong(found: Sequence[tuple[Assessed, tuple[str, str]]]) -> Table:
    return Table(
        id="wrong",
        caption=_("直すところ"),
        columns=[
            Column(label=_("行"), numeric=True),
            Column(label=_("手続名")),
            Column(label=_("列")),
            Column(label=_("直し方")),
        ],
        rows=[
            Row(cells=[one.line.number, one.line.texts.get("title", "") or "—", name, said])
            for one, (name, said) in found
        ],
    )


def _changed(found: Sequence[Assessed]) -> Table:
    return Table(
        id="changed",
        caption=_("変わる手続"),
        columns=[Column(label=_("行"), numeric=True), Column(label=_("手続名")), Column(label=_("変わるところ"))],
        rows=[Row(cells=[one.line.number, str(one.entry.values["title"]), _differences(one)]) for one in found],
    )


def _differences(one: Assessed) -> str:
    if one.before is None:
        return ""
    old, new = texts_of(one.before, language=language()), texts_of(one.entry, language=language())
    empty = _("（空欄）")
    words = [
        _("%(label)s：%(before)s → %(after)s")
        % {"label": label(BY_KEY[key]), "before": old[key] or empty, "after": new[key] or empty}
        for key in one.changed
    ]
    return _("、").join(words)


def _new(found: Sequence[Assessed]) -> Table:
    return Table(
        id="new",
        caption=_("新しい手続"),
        columns=[Column(label=_("行"), numeric=True), Column(label=_("手続名")), Column(label=_("課"))],
        rows=[
            Row(
                cells=[
                    one.line.number,
                    str(one.entry.values["title"]),
                    Cell(text=str(one.entry.values["department_name"])),
                ]
            )
            for one in found
        ],
    )
