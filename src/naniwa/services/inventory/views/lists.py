"""Rows as tables: columns that sort, filters with counts, chips, paging."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from naniwa.design.tables import Cell, Chip, Column, Facet, Row, Table, facet, paging, with_query
from naniwa.services.inventory.models import State
from naniwa.services.inventory.queries.listing import PAGE, REMOVED, Listed, Selection
from naniwa.services.inventory.rules.columns import CHANNELS
from naniwa.services.inventory.rules.seals import KINDS, NONE
from naniwa.services.inventory.words import words


def state_words() -> dict[str, str]:
    return {**{state.value: str(state.label) for state in State}, REMOVED: _("削除した手続")}


def table(
    rows: Sequence[Listed],
    selection: Selection,
    counts: Mapping[str, Counter[str]],
    query: QueryDict,
    *,
    number: int,
    departments: Mapping[str, str],
    select_url: str = "",
) -> Table:
    """The list of procedures; a row can be chosen where something can be done with it."""
    back = "?" + query.urlencode() if query else ""
    return Table(
        id="procedures",
        caption=_("手続の一覧"),
        columns=_columns(selection, query),
        rows=[_row(row, back, selectable=bool(select_url)) for row in rows],
        facets=[
            filter_of(_("課"), "department", departments, counts["department"], query),
            filter_of(_("受付方法"), "channel", words(CHANNELS), counts["channel"], query),
            filter_of(_("印"), "seal", words((NONE, *KINDS)), counts["seal"], query),
            filter_of(_("状態"), "state", state_words(), counts["state"], query),
        ],
        chips=chips(selection, departments, query),
        clear_url="?",
        paging=paging(number, len(rows), rows[0].total if rows else 0, query, length=PAGE),
        select_url=select_url,
        empty_title=_("この条件の手続はありません"),
        empty_text=_("ことばを短くするか、絞り込みを外してください。"),
    )


def chips(selection: Selection, departments: Mapping[str, str], query: QueryDict) -> list[Chip]:
    """The filters in force, each with the page without it."""
    return [
        Chip(label=_chip(name, value, departments), url=with_query(query, **{name: None}))
        for name, value in selection.filters.items()
    ]


def filter_of(label: str, name: str, options: Mapping[str, str], counts: Counter[str], query: QueryDict) -> Facet:
    """A filter, each value with how many rows it would leave."""
    return facet(label, name, ((key, text, counts[key]) for key, text in options.items()), query)


def sorting(label: str, key: str, sort: str, query: QueryDict, *, numeric: bool = False) -> Column:
    """A column whose head sorts by it, and turns round when pressed again."""
    now, falling = sort.removeprefix("-") == key, sort.startswith("-")
    direction = ("descending" if falling else "ascending") if now else ""
    url = with_query(query, sort=key if falling or not now else f"-{key}")
    return Column(label=label, numeric=numeric, sort_url=url, direction=direction)


def seal_words(kind: str, count: int) -> str:
    """The strongest seal, and how many there are beside it."""
    text = words((NONE, *KINDS))[kind]
    return text if count <= 1 else _("%(seal)sほか%(n)s") % {"seal": text, "n": count - 1}


def redesigned(row: Listed) -> Cell:
    """What was decided to change: how many proposals, and the hours that they save a year."""
    if row.accepted:
        hours = _("年%(hours)s時間減") % {"hours": f"{row.saved_minutes // 60:,}"}
        return Cell(text=_("採用%(n)s件") % {"n": row.accepted}, note=hours)
    return Cell(text=_("見送り%(n)s件") % {"n": row.dismissed} if row.dismissed else "—")


def _columns(selection: Selection, query: QueryDict) -> list[Column]:
    sort = selection.sort
    return [
        sorting(_("整理番号"), "number", sort, query, numeric=True),
        sorting(_("手続名"), "title", sort, query),
        sorting(_("課"), "department", sort, query),
        sorting(_("年間件数"), "volume", sort, query, numeric=True),
        sorting(_("受付方法"), "channel", sort, query),
        sorting(_("印"), "seal", sort, query),
        Column(label=_("添付書類"), numeric=True, secondary=True),
        sorting(_("見直し"), "saved", sort, query),
        Column(label=_("状態")),
    ]


def _row(row: Listed, back: str, *, selectable: bool) -> Row:
    url = reverse("inventory:row", args=[row.public_id]) + back
    return Row(
        key=str(row.public_id) if selectable and row.state != REMOVED else "",
        name=row.title,
        cells=[
            row.number,
            Cell(text=row.title, href=url, note=row.law),
            row.department,
            f"{row.volume:,}" if row.volume is not None else "—",
            words(CHANNELS)[row.channel],
            seal_words(row.seal, row.seal_count),
            row.papers,
            redesigned(row),
            state_words()[row.state],
        ],
    )


def _chip(name: str, value: str, departments: Mapping[str, str]) -> str:
    known = {
        "department": departments,
        "channel": words(CHANNELS),
        "seal": words((NONE, *KINDS)),
        "state": state_words(),
    }
    if name == "words":
        return pgettext("search", "「%(words)s」") % {"words": value}
    text = known[name].get(value, value)
    return _("印：%(seal)s") % {"seal": text} if name == "seal" else text
