"""Seals as a table with its filters, and their progress in figures."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from naniwa.design.dates import short_date
from naniwa.design.parts import Figure
from naniwa.design.tables import Cell, Chip, Column, Row, Table, paging, with_query
from naniwa.services.inventory.queries.sealing import OPEN, PAGE, Listed, Sealed, Seals
from naniwa.services.inventory.rules.seals import DECISIONS, KINDS
from naniwa.services.inventory.views.lists import filter_of, sorting
from naniwa.services.inventory.words import words


def decision_words() -> dict[str, str]:
    return {OPEN: _("未決定"), **words(DECISIONS)}


def law_words() -> dict[str, str]:
    return {"yes": _("法令が求める印"), "no": _("法令が求めない印")}


def table(
    rows: Sequence[Listed],
    selection: Seals,
    counts: Mapping[str, Counter[str]],
    query: QueryDict,
    *,
    number: int,
    departments: Mapping[str, str],
    select_url: str,
) -> Table:
    options = {
        "department": departments,
        "kind": words(KINDS),
        "decision": decision_words(),
        "law": law_words(),
    }
    labels = {"department": _("課"), "kind": _("印の種類"), "decision": _("見直しの結果"), "law": _("法令")}
    back = "?" + query.urlencode() if query else ""
    return Table(
        id="seals",
        caption=_("押印の一覧"),
        columns=[
            sorting(_("手続名"), "title", selection.sort, query),
            sorting(_("課"), "department", selection.sort, query),
            sorting(_("印の種類"), "kind", selection.sort, query),
            Column(label=_("根拠")),
            Column(label=_("求める法令")),
            sorting(_("見直しの結果"), "decided", selection.sort, query),
        ],
        rows=[_row(row, back, may=bool(select_url)) for row in rows],
        facets=[filter_of(labels[name], name, options[name], counts[name], query) for name in labels],
        chips=[
            Chip(label=_chip(name, value, options), url=with_query(query, **{name: None}))
            for name, value in selection.filters.items()
        ],
        clear_url="?",
        paging=paging(number, len(rows), rows[0].total if rows else 0, query, length=PAGE),
        select_url=select_url,
        empty_title=_("この条件の押印はありません"),
        empty_text=_("ことばを短くするか、絞り込みを外してください。"),
    )


def figures(standings: Sequence[Sealed]) -> list[Figure]:
    """All seals, those decided and those that nobody presses any more."""
    seals, decided, gone = (sum(getattr(one, name) for one in standings) for name in ("seals", "decided", "gone"))
    unit = pgettext("seals", "件")
    return [
        Figure(value=f"{seals:,}", label=_("押印"), unit=unit),
        Figure(value=f"{decided:,}", label=_("見直しの結果が決まった印"), unit=unit),
        Figure(value=f"{gone:,}", label=_("押さなくてよくなる印"), unit=unit),
    ]


def _row(row: Listed, back: str, *, may: bool) -> Row:
    decided = (
        _("%(at)s %(who)s") % {"at": short_date(row.decided_at), "who": row.decided_by or ""} if row.decided_at else ""
    )
    return Row(
        key=str(row.public_id) if may else "",
        name=_("%(title)sの%(kind)s") % {"title": row.title, "kind": words(KINDS)[row.kind]},
        cells=[
            Cell(text=row.title, href=reverse("inventory:row", args=[row.procedure])),
            row.department,
            words(KINDS)[row.kind],
            row.basis or "—",
            row.law or "—",
            Cell(
                text=decision_words()[row.decision or OPEN],
                href=reverse("inventory:decide_seal", args=[row.public_id]) + back if may else "",
                note=_("、").join(part for part in (decided, row.reason) if part),
            ),
        ],
    )


def _chip(name: str, value: str, options: Mapping[str, Mapping[str, str]]) -> str:
    if name == "words":
        return pgettext("search", "「%(words)s」") % {"words": value}
    return options[name].get(value, value)
