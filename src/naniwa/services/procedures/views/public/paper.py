"""The form on paper: everything that a version asks, to be filled in by hand and posted."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from naniwa.services.procedures.queries.paper_numbers import version_numbered
from naniwa.services.procedures.queries.printed_form import drawn


@require_safe
def form(request: HttpRequest, slug: str, number: str, language: str) -> HttpResponse:  # noqa: ARG001 - nobody's in particular
    """The same bytes for everybody, as nothing of anybody stands on it."""
    version = version_numbered(slug, int(number))
    if version is None:
        raise Http404
    name = f"{slug}-{number}-{language}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "public, max-age=3600"}
    return HttpResponse(drawn(version.version_id, language), content_type="application/pdf", headers=headers)
