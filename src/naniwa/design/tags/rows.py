"""The body of a table, written directly: fifty rows have some 500 cells, for each of which a template looks up a dozen
names and takes half of the whole page's time.
"""

from html import escape
from typing import Any

from django.utils.formats import localize
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from naniwa.design.tables import Cell, Column, Row, Table
from naniwa.design.tags.library import register
from naniwa.design.tags.lists import status


@register.simple_tag
def table_rows(table: Table) -> SafeString:
    """Rows with their cells, and a box for each row that can be chosen."""
    begun = [_begun(column, stacks=table.stacks) for column in table.columns]
    role = ' role="cell"' if table.stacks else ""
    written = []
    for row in table.rows:
        written.append(f"<tr{_role('row', stacks=table.stacks)}{_current(row)}>")
        if table.selectable:
            written.append(f'<td class="nw-table__box"{role}>{_box(row)}</td>')
        for opening, cell in zip(begun, row.cells, strict=True):
            written += opening, _cell(cell), "</td>"
        written.append("</tr>")
    return SafeString("".join(written))


def _begun(column: Column, *, stacks: bool) -> str:
    """A cell's opening tag; on a telephone the label stands beside the value."""
    label = f' role="cell" data-label="{escape(column.label)}"' if stacks else ""
    names = " ".join(name for name, holds in (("nw-num", column.numeric), ("nw-secondary", column.secondary)) if holds)
    return f"<td{label}{f' class="{names}"' if names else ''}>"


def _role(name: str, *, stacks: bool) -> str:
    return f' role="{name}"' if stacks else ""


def _current(row: Row) -> str:
    return ' class="nw-table__current"' if row.current else ""


def _box(row: Row) -> str:
    if not row.key:
        return ""
    label = escape(_("%(name)sを選ぶ") % {"name": row.name or row.key})
    return f'<input type="checkbox" name="selected" value="{escape(row.key)}" data-row-box aria-label="{label}">'


def _cell(cell: Cell | str | int) -> str:
    if not isinstance(cell, Cell):
        return _text(cell)
    shown = _text(cell.text)
    if cell.reading:
        shown = f"<ruby>{shown}<rp>（</rp><rt>{_text(cell.reading)}</rt><rp>）</rp></ruby>"
    if cell.href:
        shown = f'<a class="nw-table__link" href="{_text(cell.href)}">{shown}</a>'
    if cell.status:
        shown = f"{status(cell.status, kind=cell.status_kind)}{shown}"
    return f'{shown}<span class="nw-table__note">{_text(cell.note)}</span>' if cell.note else shown


def _text(value: Any) -> str:  # noqa: ANN401 - whatever a template would show
    words = value if isinstance(value, str) else str(localize(value))
    return words if isinstance(words, SafeString) else escape(words)
