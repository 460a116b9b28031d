"""The overview of open data and the page of each procedure: figures, pictures with their tables, files."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naniwa.design.parts import Figure, Link
from naniwa.kernel.forms import queries as forms
from naniwa.kernel.organisations import queries as organisations
from naniwa.library.suppression import LEAST
from naniwa.services.procedures import datasets
from naniwa.services.procedures.queries import statistics
from naniwa.services.procedures.queries.live import KIND
from naniwa.services.procedures.queries.statistics import Statistics
from naniwa.services.procedures.views.public import wording
from naniwa.services.procedures.views.public.sections import sections


@dataclass(frozen=True, slots=True)
class Entry:
    """A procedure on the overview."""

    title: str
    text: str
    url: str
    figures: list[Figure]
    tables: list[str]


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
        "unpaid": not found.procedure.pays,
        "title": title,
        "figures": wording.key_figures(found, source=str(organisations.prefecture())),
        "sections": sections(found, files=True),
        "versions": forms.history(KIND, slug),
    }
    return render(request, "procedures/public/procedure.html", context)


def _common() -> dict[str, object]:
    return {
        "least": LEAST,
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
        tables=[one.subject.name.in_language(language) for one in found.tables],
    )
