"""The overview of open data and the page of each procedure: figures, picture, table, files."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naniwa.design.parts import Figure, Link
from naniwa.design.tables import Column, Row, Table
from naniwa.kernel.forms import queries as forms
from naniwa.kernel.organisations import queries as organisations
from naniwa.library.open_data import ALL, Line
from naniwa.library.suppression import LEAST, TOGETHER
from naniwa.services.procedures import datasets
from naniwa.services.procedures.queries import statistics
from naniwa.services.procedures.queries.live import KIND
from naniwa.services.procedures.queries.statistics import Published, Statistics
from naniwa.services.procedures.views.public import pictures, wording


@dataclass(frozen=True, slots=True)
class Entry:
    """A procedure on the overview."""

    title: str
    text: str
    url: str
    figures: list[Figure]
    tables: list[str]


@dataclass(frozen=True, slots=True)
class Section:
    """One statistic: its picture, its table, its files."""

    key: str
    title: str
    bars: pictures.Bars | None
    columns: SafeString | None
    table: Table
    hides: bool
    csv_url: str
    json_url: str


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    found = statistics.everything()
    context = _common() | {
        "entries": [_entry(one) for one in found],
        "as_of": min((one.as_of for one in found), default=None),
    }
    return render(request, "procedures/public/overview.html", context)


@require_safe
def procedure(request: HttpRequest, slug: str) -> HttpResponse:
    found = statistics.statistics(slug)
    if found is None:
        raise Http404
    title = found.procedure.title.in_language(_language())
    trail = [
        Link(label=_("ホーム"), url=reverse("home")),
        Link(label=_("オープンデータ"), url=reverse("procedures:open_data")),
        Link(label=title, current=True),
    ]
    context = _common() | {
        "trail": trail,
        "found": found,
        "title": title,
        "figures": wording.key_figures(found, source=str(organisations.prefecture())),
        "sections": [_section(found, one) for one in found.tables],
        "versions": forms.history(KIND, slug),
    }
    return render(request, "procedures/public/procedure.html", context)


def _common() -> dict[str, object]:
    return {
        "least": LEAST,
        "together": TOGETHER,
        "licence": datasets.LICENCE,
        "licence_url": datasets.LICENCE_URL,
        "demo": getattr(settings, "DEMO", False),
    }


def _language() -> str:
    return get_language() or "ja"


def _entry(found: Statistics) -> Entry:
    language = _language()
    return Entry(
        title=found.procedure.title.in_language(language),
        text=found.procedure.description.in_language(language),
        url=reverse("procedures:open_procedure", args=[found.procedure.slug]),
        figures=wording.key_figures(found),
        tables=[one.statistic.name.in_language(language) for one in found.tables],
    )


def _section(found: Statistics, published: Published) -> Section:
    statistic, slug = published.statistic, found.procedure.slug
    return Section(
        key=statistic.key,
        title=statistic.name.in_language(_language()),
        bars=pictures.bars(published),
        columns=pictures.columns(published),
        table=_table(found, published),
        hides=published.table.hides,
        csv_url=reverse("procedures:open_csv", args=[slug, statistic.key]),
        json_url=reverse("procedures:open_json", args=[slug, statistic.key]),
    )


def _table(found: Statistics, published: Published) -> Table:
    statistic = published.statistic
    heads = [wording.COUNTED.get(statistic.measure), wording.MEASURED[statistic.measure]]
    return Table(
        id=f"table-{statistic.key}",
        caption=statistic.name.in_language(_language()),
        columns=[Column(label=_grouped(found, statistic.by))]
        + [Column(label=str(head), numeric=True) for head in heads if head],
        rows=[_row(line, published) for line in (*published.table.lines, published.table.total)],
    )


def _row(line: Line, published: Published) -> Row:
    return Row(
        cells=[wording.name(line.group), *wording.cells(line, published.statistic.measure)], current=line.group == ALL
    )


def _grouped(found: Statistics, by: str) -> str:
    """The head of the first column: the question itself, where answers are counted."""
    if by in wording.GROUPED:
        return str(wording.GROUPED[by])
    return found.procedure.form.fields[by].label.in_language(_language())
