"""All beds as a table: by area, kind, class and need, those with a bed left, and those with an old report."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from naniwa.design.dates import short_date
from naniwa.design.tables import Cell, Chip, Column, Facet, Row, Table, facet, page_number, paging, with_query
from naniwa.services.outbreak.definitions.areas import names
from naniwa.services.outbreak.models import Bed, BedPool, FacilityKind, Need
from naniwa.services.outbreak.queries.beds import is_stale
from naniwa.services.outbreak.views.beds_words import area, needs

PAGE = 50

type Values = Callable[[BedPool], Sequence[str]]


def table(pools: Sequence[BedPool], query: QueryDict, *, now: datetime) -> Table:
    """Of the pools that the filters in the address leave."""
    values = _values(now)
    wanted = {name: value for name in values if (value := query.get(name, "")) in _words()[name]}
    chosen = [pool for pool in pools if _passes(pool, values, wanted)]
    number = page_number(query)
    shown = chosen[(number - 1) * PAGE : number * PAGE]
    return Table(
        id="beds",
        caption=_("施設ごとの病床"),
        columns=_columns(),
        rows=[_row(pool, now) for pool in shown],
        facets=[_facet(name, pools, values, wanted, query) for name in values],
        chips=[
            Chip(label=_words()[name][value], url=with_query(query, **{name: None})) for name, value in wanted.items()
        ],
        clear_url="?",
        paging=paging(number, len(shown), len(chosen), query, length=PAGE),
        empty_title=_("この条件の病床はありません"),
        empty_text=_("絞り込みを外してください。"),
    )


def _columns() -> list[Column]:
    numbers = (_("空き"), _("使用中"), _("割当済み"), _("清掃中"), _("今日使える数"))
    return [
        *(Column(label=label) for label in (_("施設"), _("医療圏"), _("病床の種類"))),
        *(Column(label=label, numeric=True) for label in numbers),
        Column(label=_("報告")),
    ]


def _row(pool: BedPool, now: datetime) -> Row:
    facility = pool.facility
    kind = str(FacilityKind(facility.kind).label)
    return Row(
        cells=[
            Cell(text=facility, note=kind, href=reverse("outbreak:facility", args=[facility.public_id])),
            area(facility.area),
            Cell(text=str(Bed(pool.bed).label), note=needs(pool.offers)),
            pool.free,
            pool.occupied,
            pool.reserved,
            pool.cleaning,
            pool.staffed,
            _reported(pool, now),
        ]
    )


def _reported(pool: BedPool, now: datetime) -> Cell:
    if pool.reported_at is None:
        return Cell(text=_("まだありません"))
    old = _("古い報告です") if is_stale(pool, now=now) else ""
    return Cell(text=short_date(pool.reported_at, time=True), note=old)


def _values(now: datetime) -> dict[str, Values]:
    """By the name of a filter: the values that a pool has."""
    return {
        "area": lambda pool: [pool.facility.area],
        "kind": lambda pool: [pool.facility.kind],
        "bed": lambda pool: [pool.bed],
        "need": lambda pool: pool.offers,
        "free": lambda pool: ["yes" if pool.free else "no"],
        "report": lambda pool: ["old" if is_stale(pool, now=now) else "new"],
    }


def _passes(pool: BedPool, values: Mapping[str, Values], wanted: Mapping[str, str]) -> bool:
    return all(value in values[name](pool) for name, value in wanted.items())


def _facet(
    name: str, pools: Sequence[BedPool], values: Mapping[str, Values], wanted: Mapping[str, str], query: QueryDict
) -> Facet:
    others = {key: value for key, value in wanted.items() if key != name}
    left = [values[name](pool) for pool in pools if _passes(pool, values, others)]
    options = ((value, words, sum(value in held for held in left)) for value, words in _words()[name].items())
    return facet(_titles()[name], name, options, query)


def _titles() -> dict[str, str]:
    return {
        "area": _("医療圏"),
        "kind": _("種別"),
        "bed": _("病床の種類"),
        "need": _("対応できること"),
        "free": _("空き"),
        "report": _("報告"),
    }


def _words() -> dict[str, dict[str, str]]:
    return {
        "area": {name: area(name) for name in names()},
        "kind": {one.value: str(one.label) for one in FacilityKind},
        "bed": {one.value: str(one.label) for one in Bed},
        "need": {one.value: str(one.label) for one in Need},
        "free": {"yes": _("空きあり"), "no": _("空きなし")},
        "report": {"old": _("古い報告"), "new": _("新しい報告")},
    }
