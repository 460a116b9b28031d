"""Where every municipality stands: all bases, and one base as 43 municipalities by its versions."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naniwa.design.tables import Cell, Column, Row, Table
from naniwa.kernel.organisations.models import Kind
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.models import Amendment, AmendmentState
from naniwa.services.procedures.queries import standing
from naniwa.services.procedures.queries.live import Live, current
from naniwa.services.procedures.queries.standing import Offered, Standing
from naniwa.services.procedures.views.staff.overlays.boxes import shown

KEEPERS = ("publisher", "auditor")
VERSIONS = 6
"""Columns of versions, the latest first."""


@staff_required(*KEEPERS)
@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """A municipality sees its own state of each base; the prefecture counts."""
    own = request.staff.organisation.kind == Kind.MUNICIPALITY
    table = _own(request) if own else _all(standing.offered())
    return render(request, "procedures/staff/overlays/index.html", {"table": table, "own": own})


@staff_required(*KEEPERS)
@require_safe
def base(request: StaffRequest, slug: str) -> HttpResponse:
    """One base: municipalities by versions, as far as the reader may see them."""
    version = found_base(slug)
    rows = standing.standings(slug)
    if request.staff.organisation.kind == Kind.MUNICIPALITY:
        rows = [row for row in rows if row.organisation.pk == request.staff.organisation.pk]
    context = {"version": version, "title": shown(version.procedure), "table": _matrix(version, rows)}
    return render(request, "procedures/staff/overlays/base.html", context)


def found_base(slug: str) -> Live:
    """The latest version of a base. Raises Http404."""
    version = current(slug)
    if version is None or not version.procedure.for_municipalities:
        raise Http404
    return version


def edition(number: int | None) -> str:
    return _("第%(number)s版") % {"number": number} if number else "—"


def _all(found: Sequence[Offered]) -> Table:
    return Table(
        id="bases",
        caption=_("市町村に配っている手続"),
        columns=[
            Column(label=_("手続")),
            Column(label=_("最新の版")),
            Column(label=_("公開した市町村"), numeric=True),
            Column(label=_("最新の版の市町村"), numeric=True),
            Column(label=_("確認待ちの市町村"), numeric=True),
        ],
        rows=[_counted(one) for one in found],
        empty_title=_("市町村に配っている手続はありません"),
        empty_text=_("定義に for_municipalities: true と書いて公開すると、ここに並びます。"),
    )


def _counted(one: Offered) -> Row:
    slug = one.base.procedure.slug
    href = reverse("procedures:staff_overlay_base", args=[slug])
    title = Cell(text=shown(one.base.procedure), href=href)
    return Row(cells=[title, edition(one.base.number), one.adopted, one.latest, one.waiting])


def _own(request: StaffRequest) -> Table:
    return Table(
        id="own",
        caption=_("この市町村の手続"),
        columns=[
            Column(label=label)
            for label in (_("手続"), _("基本の最新"), _("使っている基本"), _("公開した版"), _("待っているもの"))
        ],
        rows=[_row(version, row) for version, row in standing.own(request.staff.organisation.pk)],
        empty_title=_("都道府県が配っている手続はまだありません"),
        empty_text=_("都道府県が基本の定義を公開すると、ここに並びます。"),
    )


def _row(version: Live, row: Standing) -> Row:
    edit = reverse("procedures:staff_overlay", args=[version.procedure.slug])
    first = row.waiting[0] if row.waiting else None
    waiting = Cell(text=waiting_words(first), href=_address(first)) if first else Cell(text="—")
    title = Cell(text=shown(version.procedure), href=edit)
    return Row(cells=[title, edition(version.number), edition(row.on), edition(row.number), waiting])


def waiting_words(amendment: Amendment) -> str:
    """What is open, in words."""
    if amendment.kind == "base":
        number = edition(amendment.base_version.number)
        if amendment.state == AmendmentState.DRAFT:
            return _("基本の%(number)s：決める点が%(n)s件") % {"number": number, "n": len(amendment.lines)}
        return _("基本の%(number)s：承認待ち") % {"number": number}
    return _("変更案：%(state)s") % {"state": amendment.get_state_display()}


def _address(amendment: Amendment) -> str:
    return reverse("procedures:staff_amendment", args=[amendment.public_id])


def _matrix(version: Live, rows: Sequence[Standing]) -> Table:
    numbers = range(version.number, max(0, version.number - VERSIONS), -1)
    return Table(
        id="municipalities",
        caption=_("市町村と、使っている基本の版"),
        columns=[
            Column(label=_("市町村")),
            *(Column(label=edition(number)) for number in numbers),
            Column(label=_("市町村の版")),
            Column(label=_("待っているもの")),
        ],
        rows=[_standing(row, numbers) for row in rows],
    )


def _standing(row: Standing, numbers: range) -> Row:
    marks = [_mark(row, number) for number in numbers]
    waiting = (
        [Cell(text="、".join(map(waiting_words, row.waiting)), href=_address(row.waiting[0]))] if row.waiting else ["—"]
    )
    return Row(cells=[str(row.organisation), *marks, edition(row.number), *waiting])


def _mark(row: Standing, number: int) -> str:
    """A word with its sign, so that neither colour nor shape says it alone."""
    if row.on == number:
        return _("● 公開中")
    if any(one.kind == "base" and one.base_version.number == number for one in row.waiting):
        return _("◐ 確認中")
    return _("✕ 見送り") if number in row.refused else "—"
