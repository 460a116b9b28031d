"""What is published: each procedure with its versions, for those who publish and those who audit it."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naniwa.design.dates import long_date
from naniwa.design.tables import Cell, Column, Row, Table
from naniwa.kernel.forms.models import Version
from naniwa.kernel.forms.validation.names import bracketed
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.queries.publications import Publication, publications

DIGEST = 12
"""Letters of a SHA-256 that are enough to tell versions apart; the public page has it whole."""


@dataclass(frozen=True, slots=True)
class Published:
    """A procedure as the page shows it."""

    title: str
    found: Publication
    table: Table


@staff_required("publisher", "auditor")
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    language, code = get_language() or "ja", request.staff.organisation.code
    found = [
        _published(one, one.current.procedure.title.in_language(language))
        for one in publications(timezone.now(), code=code)
    ]
    context = {"found": found, "may_publish": request.staff.may("publisher")}
    return render(request, "procedures/staff/publications.html", context)


def _published(found: Publication, title: str) -> Published:
    return Published(title, found, _table(found, title))


def _table(found: Publication, title: str) -> Table:
    slug = found.current.procedure.slug
    return Table(
        id=f"versions-{slug}",
        # Several may have one title: a municipality's and the prefecture's.
        caption=_("%(procedure)sの版") % {"procedure": bracketed(title, slug, get_language() or "ja")},
        columns=[
            Column(label=label) for label in (_("版"), _("公開日時"), _("公開した人"), _("受付の期間"), _("定義"))
        ],
        rows=[_row(slug, version, published) for version, published in found.versions],
    )


def _row(slug: str, version: Version, published: Live) -> Row:
    opens = long_date(published.opens_at, weekday=False, time=True)
    period = _("%(opens)s から（終わりなし）") % {"opens": opens}
    if published.closes_at:
        closes = long_date(published.closes_at, weekday=False, time=True)
        period = _("%(opens)s から %(closes)s まで") % {"opens": opens, "closes": closes}
    source = reverse("procedures:open_version", args=[slug, version.number])
    return Row(
        cells=[
            _("第%(number)s版") % {"number": version.number},
            long_date(version.published_at, weekday=False, time=True),
            str(version.published_by or _("サーバーのコマンド")),
            period,
            Cell(text="YAML", href=source, note=f"SHA-256 {version.digest[:DIGEST]}…"),
        ]
    )
