"""One statistic on a page: its picture, its table, and its files where it is published."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from naniwa.design.dates import in_english
from naniwa.design.parts import Link
from naniwa.design.tables import Column, Row, Table
from naniwa.library.open_data import ALL, Line
from naniwa.services.procedures.datasets import columns
from naniwa.services.procedures.queries.statistics import Statistics, Told
from naniwa.services.procedures.views.public import pictures, wording


@dataclass(frozen=True, slots=True)
class Section:
    """`files` is empty where nothing is published."""

    key: str
    title: str
    picture: pictures.Picture
    table: Table
    hides: bool
    files: list[Link]


def sections(found: Statistics, *, files: bool) -> list[Section]:
    """In the order of the procedure's statistics; nothing of money claimed back until there is some to tell."""
    return [_section(found, told, files=files) for told in found.tables if _tells(told)]


def _tells(told: Told) -> bool:
    table = told.table
    return told.subject.measure != "reclaimed_yen" or any(table.drawn(line) for line in table.every)


def _section(found: Statistics, told: Told, *, files: bool) -> Section:
    return Section(
        key=told.subject.key,
        title=told.subject.name.in_language(get_language() or "ja"),
        picture=pictures.picture(told),
        table=_table(found, told),
        hides=told.table.hides,
        files=_files(found.procedure.slug, told.subject.key) if files else [],
    )


def _files(slug: str, key: str) -> list[Link]:
    """The CSV file has its heads in the language of the page."""
    language = "en" if in_english() else "ja"
    return [
        Link(label="CSV", url=reverse("procedures:open_csv_in", args=[slug, key, language])),
        Link(label="JSON", url=reverse("procedures:open_json", args=[slug, key])),
    ]


def _table(found: Statistics, told: Told) -> Table:
    subject = told.subject
    return Table(
        id=f"table-{subject.key}",
        caption=subject.name.in_language(get_language() or "ja"),
        columns=[Column(label=_grouped(found, subject.by))]
        + [Column(label=wording.name(column), numeric=True) for column in columns(found.procedure, told.table)],
        rows=[_row(line) for line in told.table.every],
    )


def _row(line: Line) -> Row:
    return Row(cells=[wording.name(line.group), *wording.cells(line)], current=line.group == ALL)


def _grouped(found: Statistics, by: str) -> str:
    """The head of the first column: the question itself, where answers are counted."""
    if by in wording.GROUPED:
        return str(wording.GROUPED[by])
    return found.procedure.form.fields[by].label.in_language(get_language() or "ja")
