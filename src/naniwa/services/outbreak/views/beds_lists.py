"""The frame of the coordinator's board: its tabs, filters, what is in force, order and pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from naniwa.design.parts import Link
from naniwa.design.tables import Chip, Facet, Paging, facet, page_number, paging, with_query
from naniwa.services.outbreak.definitions.areas import names
from naniwa.services.outbreak.models import RequestState, Severity
from naniwa.services.outbreak.queries.beds_board import OPEN, ORDERS, PAGE, Board, Wish
from naniwa.services.outbreak.views.beds_words import area

FILTERS = ("due", "bed", "severity", "area")
KEPT = ("state", *FILTERS, "sort", "q", "page")
LONGEST_WORDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Everything around the lines of the board."""

    tabs: Sequence[Link]
    facets: Sequence[Facet]
    chips: Sequence[Chip]
    clear_url: str
    orders: Sequence[Link]
    paging: Paging


def wish_of(query: QueryDict) -> Wish:
    """What the address asks for; values that are no choice stand for any."""
    said = {name: query.get(name, "") for name in FILTERS}
    known = {name: value if value in _values()[name] else "" for name, value in said.items()}
    state, sort = query.get("state", ""), query.get("sort", "")
    return Wish(
        state=state if state in OPEN else RequestState.WAITING,
        sort=sort if sort in ORDERS else "deadline",
        words=query.get("q", "").strip()[:LONGEST_WORDS],
        page=page_number(query),
        **known,
    )


def kept_query(text: str) -> str:
    """The part of an address that a form carried back, with nothing in it but what the board knows."""
    given = QueryDict(text, encoding="utf-8") if text.isascii() else QueryDict()
    kept = {name: given[name] for name in KEPT if given.get(name)}
    return with_query(QueryDict(), **kept) if kept else ""


def frame(board: Board, wish: Wish, query: QueryDict) -> Frame:
    cleared = with_query(query, **dict.fromkeys((*FILTERS, "q"), None))
    return Frame(
        tabs=[
            Link(
                label=str(RequestState(state).label),
                url=with_query(query, state=state),
                count=board.counts["state"].get(state, 0),
                current=wish.state == state,
            )
            for state in OPEN
        ],
        facets=[
            facet(_titles()[name], name, _options(name, board.counts[name]), query)
            for name in FILTERS
            if name != "bed" or wish.state == RequestState.WAITING
        ],
        chips=_chips(wish, query),
        clear_url=cleared,
        orders=[
            Link(label=label, url=with_query(query, sort=order), current=wish.sort == order)
            for order, label in _orders().items()
        ],
        paging=paging(wish.page, len(board.found), board.total, query, length=PAGE),
    )


def _chips(wish: Wish, query: QueryDict) -> list[Chip]:
    found = [
        Chip(label=_values()[name][value], url=with_query(query, **{name: None}))
        for name in FILTERS
        if (value := getattr(wish, name))
    ]
    return [*found, Chip(label=wish.words, url=with_query(query, q=None))] if wish.words else found


def _options(name: str, counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    return [(value, words, counts.get(value, 0)) for value, words in _values()[name].items()]


def _titles() -> dict[str, str]:
    return {"due": _("期限"), "bed": _("提案"), "severity": _("症状の程度"), "area": _("医療圏")}


def _orders() -> dict[str, str]:
    return {"deadline": _("期限の早い順"), "score": _("点数の高い順"), "asked": _("依頼の古い順")}


def _values() -> dict[str, dict[str, str]]:
    return {
        "due": {"late": _("期限を過ぎた"), "soon": _("期限まで6時間以内"), "later": _("期限まで6時間より長い")},
        "bed": {"suggested": _("提案あり"), "none": _("提案なし"), "pending": _("計算中")},
        "severity": {one.value: str(one.label) for one in Severity},
        "area": {name: area(name) for name in names()},
    }
