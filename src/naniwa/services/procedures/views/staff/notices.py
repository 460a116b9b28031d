"""Drafted notices: read a sample, then confirm and send over a whole selection."""

import uuid
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naniwa.design.dates import short_date
from naniwa.design.tables import Cell, Column, Row, Table, facet, page_number, paging
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.typed import known_number
from naniwa.services.procedures.models import BatchKind, Notice
from naniwa.services.procedures.operations import batches
from naniwa.services.procedures.queries import drafted
from naniwa.services.procedures.queries.names import Names, names
from naniwa.services.procedures.queries.viewing import Viewer, viewer
from naniwa.services.procedures.views.staff import addresses, listing
from naniwa.services.procedures.views.staff.asked import parse_moment
from naniwa.services.procedures.views.staff.mail import as_sent


@staff_required("reviewer", "auditor")
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    looking, asked = viewer(request.staff), drafted.filter_of(request.GET.dict())
    table = _table(asked, looking, names(get_language() or "ja"), request.GET)
    confirm_url = reverse("procedures:staff_notices_confirm") + "?" + request.GET.urlencode()
    context = {"table": table, "confirm_url": confirm_url, "may_send": looking.reviews and table.rows}
    return render(request, "procedures/staff/notices.html", context)


@staff_required("reviewer")
@require_safe
def confirm(request: StaffRequest) -> HttpResponse:
    """The sample to read first, and the count that will be sent."""
    looking, asked, now = viewer(request.staff), drafted.filter_of(request.GET.dict()), timezone.now()
    ids = drafted.ids_until(asked, viewer=looking, until=now)
    words = names(get_language() or "ja")
    context = {
        "count": len(ids),
        "sample": [
            (notice, as_sent(notice.application, notice.number, items, now)) for notice, items in drafted.sample(ids)
        ],
        "filters": [listing.chip_words(name, value, words) for name, value in asked.filters.items()],
        "number": uuid.uuid4(),
        "until": now.isoformat(),
        "query": request.GET.urlencode(),
    }
    return render(request, "procedures/staff/notices_confirm.html", context)


@staff_required("reviewer")
@require_POST
def send(request: StaffRequest) -> HttpResponse:
    """A second press leads to the same batch."""
    number, until = known_number(request.POST.get("number", "")), parse_moment(request.POST.get("until", ""))
    if not request.POST.get("read") or number is None or until is None:
        messages.error(request, _("見本を読んで、「見本を読みました」に印を付けてください。"))
        return redirect(reverse("procedures:staff_notices_confirm") + "?" + request.GET.urlencode())
    ids = _ids(request, until)
    batch = batches.start(number=number, kind=BatchKind.NOTICES, ids=ids, by=request.staff, now=timezone.now())
    return redirect("procedures:staff_batch", batch.public_id)


def _ids(request: StaffRequest, until: datetime) -> list[int]:
    return drafted.ids_until(drafted.filter_of(request.GET.dict()), viewer=viewer(request.staff), until=until)


def _table(asked: drafted.NoticeFilter, looking: Viewer, words: Names, query: QueryDict) -> Table:
    number = page_number(query)
    counted = drafted.counts(asked, viewer=looking)
    by = counted.by
    rows = drafted.page(asked, viewer=looking, number=number)
    places = listing.places(by["municipality"], words)
    return Table(
        id="notices",
        caption=_("確認を待つお知らせ"),
        columns=[
            Column(label=_("申請")),
            Column(label=_("市町村")),
            Column(label=_("不備")),
            Column(label=_("回"), numeric=True),
            Column(label=_("作成日")),
        ],
        rows=[_row(notice, codes, words) for notice, codes in rows],
        facets=[
            facet(
                _("手続"), "procedure", ((k, words.procedure(k), n) for k, n in by["procedure"].most_common()), query
            ),
            facet(_("市町村"), "municipality", places, query),
            facet(_("不備"), "code", ((k, words.code(k), n) for k, n in by["code"].most_common()), query),
        ],
        chips=listing.chips(asked.filters, words, query),
        clear_url="?",
        paging=paging(number, len(rows), counted.total, query, length=drafted.PAGE),
        empty_title=_("確認を待つお知らせはありません"),
        empty_text=_("不備が見つかった申請があると、修正のお願いの案がここに並びます。"),
    )


def _row(notice: Notice, codes: list[str], words: Names) -> Row:
    case = notice.application
    url = addresses.of_case(case.reference) + "#notice"
    return Row(
        cells=[
            Cell(text=case.applicant_name, reading=case.applicant_kana, href=url, note=case.reference),
            str(case.partner or "—"),
            Cell(
                text=words.code(codes[0]) if codes else "—",
                note=_("ほか%(n)s件") % {"n": len(codes) - 1} if len(codes) > 1 else "",
            ),
            notice.number,
            short_date(notice.drafted_at),
        ],
    )
