"""The ledger of faults: which, where, in which state, found by whom; and how often each."""

from collections import Counter
from dataclasses import replace

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naniwa.design.dates import short_date
from naniwa.design.status import DEFICIENCY
from naniwa.design.tables import Cell, Column, Facet, Row, Table, facet, page_number, paging
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.models import Deficiency, Finder
from naniwa.services.procedures.queries import ledger
from naniwa.services.procedures.queries.names import Names, names
from naniwa.services.procedures.queries.viewing import viewer
from naniwa.services.procedures.views.staff import addresses, listing
from naniwa.services.procedures.views.staff.acting import READERS

CLOSED = ("resolved", "waived")


@staff_required(*READERS)
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    looking, asked = viewer(request.staff), ledger.filter_of(request.GET.dict())
    number, words = page_number(request.GET), names(get_language() or "ja")
    found = ledger.ledger(asked, viewer=looking)
    rows = ledger.page(asked, viewer=looking, number=number, total=found.total)
    standing = paging(number, len(rows), found.total, request.GET, length=ledger.PAGE)
    context = {
        "table": replace(_table(rows, found, asked, words, request.GET), paging=standing),
        "rates": _rates(found.rates, words),
        "total": found.total,
    }
    return render(request, "procedures/staff/ledger.html", context)


def _table(
    rows: list[Deficiency], found: ledger.Ledger, asked: ledger.ItemFilter, words: Names, query: QueryDict
) -> Table:
    return Table(
        id="ledger",
        caption=_("不備の一覧"),
        columns=[
            Column(label=_("不備")),
            Column(label=_("状態")),
            Column(label=_("申請")),
            Column(label=_("市町村")),
            Column(label=_("見つけた人")),
            Column(label=_("見つけた日")),
        ],
        rows=[_row(item, words) for item in rows],
        facets=_facets(found, words, query),
        chips=listing.chips(asked.filters, words, query),
        clear_url="?",
        empty_title=_("この条件の不備はありません"),
        empty_text=_("自動点検か職員が不備を見つけると、ここに1件ずつ並びます。"),
    )


def _row(item: Deficiency, words: Names) -> Row:
    case = item.application
    who = str(item.finder) if item.finder else str(Finder(item.found_by).label)
    return Row(
        cells=[
            Cell(text=words.code(item.code), note=item.code),
            Cell(status=item.state, status_kind="deficiency"),
            Cell(
                text=case.applicant_name,
                reading=case.applicant_kana,
                href=addresses.of_case(case.reference) + "#items",
                note=case.reference,
            ),
            str(case.partner or "—"),
            who,
            short_date(item.found_at),
        ],
    )


def _facets(found: ledger.Ledger, words: Names, query: QueryDict) -> list[Facet]:
    by = found.by
    states = ((key, str(status.label), by["state"][key]) for key, status in DEFICIENCY.items())
    finders = ((key, str(label), by["found_by"][key]) for key, label in Finder.choices)
    procedures = ((key, words.procedure(key), n) for key, n in by["application__procedure"].most_common())
    return [
        facet(_("不備"), "code", ((key, words.code(key), n) for key, n in by["code"].most_common()), query),
        facet(_("状態"), "state", states, query),
        facet(_("市町村"), "municipality", listing.places(by["application__partner_id"], words), query),
        facet(_("見つけた人"), "found_by", finders, query),
        facet(_("手続"), "procedure", procedures, query),
    ]


def _rates(rates: dict[str, Counter[str]], words: Names) -> Table:
    """How many items of each code there are, and what became of them."""
    ranked = sorted(rates.items(), key=lambda pair: -pair[1].total())
    return Table(
        id="rates",
        caption=_("不備の種類ごとの件数"),
        columns=[
            Column(label=_("不備")),
            Column(label=_("件数"), numeric=True),
            Column(label=_("未処理"), numeric=True),
            Column(label=_("解消"), numeric=True),
            Column(label=_("不備としない"), numeric=True),
            Column(label=_("不備としなかった割合"), numeric=True),
        ],
        rows=[
            Row(
                cells=[
                    words.code(code),
                    f"{states.total():,}",
                    f"{sum(n for state, n in states.items() if state not in CLOSED):,}",
                    f"{states['resolved']:,}",
                    f"{states['waived']:,}",
                    f"{states['waived'] / states.total():.1%}",
                ]
            )
            for code, states in ranked
        ],
        empty_text=_("不備が見つかると、種類ごとに数えます。"),
    )
