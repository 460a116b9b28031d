"""Tables with no, one and many rows."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from naniwa.design.samples.facts import NAMES
from naniwa.design.tables import Cell, Chip, Column, Facet, Option, Paging, Row, Table, with_query

READINGS = ("タカハシ", "サキヤマ", "ヨシノ", "ツジ", "カツラギ", "キ")
TOWNS = ("大阪市", "堺市", "東大阪市", "能勢町", "泉南郡熊取町", "南河内郡河南町")
STATES = ("received", "under_review", "needs_correction", "resubmitted", "approved", "transfer_failed")


def every_table(query: QueryDict) -> dict[str, Any]:
    """Many rows with everything, one row, no row."""
    return {
        "many": many(query),
        "one": Table(id="one", caption=_("重なっている申請"), columns=_columns(query)[:3], rows=[_row(0, 3)]),
        "none": Table(
            id="none",
            caption=_("遅れている申請"),
            columns=_columns(query),
            rows=[],
            empty_title=_("遅れている申請はありません"),
            empty_text=_("期限を過ぎた申請がここに並びます。"),
        ),
    }


def many(query: QueryDict) -> Table:
    """A page of a long list."""
    return Table(
        id="many",
        caption=_("審査する申請"),
        columns=_columns(query),
        rows=[_row(index) for index in range(8)],
        facets=_facets(query),
        chips=[Chip(label=_("市町村：堺市"), url="?#tables"), Chip(label=_("状態：審査中"), url="?#tables")],
        clear_url="?#tables",
        paging=Paging(first=1, last=8, total=10_482, next_url=with_query(query, page=2) + "#tables"),
        downloads=[Option(label="CSV", url="?format=csv"), Option(label="Excel", url="?format=xlsx")],
        select_url="?#tables",
    )


def _columns(query: QueryDict) -> list[Column]:
    return [
        Column(label=_("申請番号"), sort_url=with_query(query, sort="reference")),
        Column(label=_("名前"), sort_url=with_query(query, sort="name")),
        Column(label=_("状態")),
        Column(label=_("市町村"), secondary=True),
        Column(label=_("売上の減り方"), numeric=True, secondary=True),
        Column(label=_("金額"), numeric=True, sort_url=with_query(query, sort="amount")),
        Column(label=_("届いた日"), sort_url=with_query(query, sort="-received"), direction="descending"),
    ]


def _facets(query: QueryDict) -> list[Facet]:
    return [
        Facet(
            label=_("市町村"),
            options=[
                Option(
                    label=town,
                    url=with_query(query, town=town),
                    count=24180 // (index * index + 1),
                    selected=index == 1,
                )
                for index, town in enumerate(TOWNS)
            ],
        ),
        Facet(
            label=_("不備"),
            options=[
                Option(label=_("口座名義が違う"), url=with_query(query, fault="holder"), count=412),
                Option(label=_("書類が読めない"), url=with_query(query, fault="unreadable"), count=96),
            ],
        ),
    ]


def _row(index: int, cells: int = 7) -> Row:
    name = NAMES[index % 6]
    everything: list[Cell | str | int] = [
        Cell(text=f"0012-{3456 + index}", href="#tables"),
        Cell(text=f"{name} 㐂美子" if index % 2 else f"株式会社浪速{name}商店", reading=READINGS[index % 6]),
        Cell(status=STATES[index % 6]),
        TOWNS[index % 6],
        f"▼{58 - index}.0%",
        "500,000円" if index % 2 else "1,000,000円",
        Cell(text="5/8（金）", note=_("14日前")),
    ]
    return Row(key=f"0012-{3456 + index}", name=name, cells=everything[:cells], current=name == "𠮷野")
