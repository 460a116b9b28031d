"""Files of open data: the same in every language, so that a program finds what it found before."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from naniwa.kernel.forms import queries as forms
from naniwa.kernel.forms.models import Version
from naniwa.services.procedures.datasets import Dataset
from naniwa.services.procedures.queries import statistics
from naniwa.services.procedures.queries.live import KIND
from naniwa.services.procedures.views.public.wording import publisher

SECONDS = 60


@require_safe
@cache_control(public=True, max_age=SECONDS)
def csv(_request: HttpRequest, slug: str, key: str, language: str = "") -> HttpResponse:
    """With heads for programs, or in a language for people."""
    content = _dataset(slug, key).as_csv(language)
    name = f"{slug}-{key}.{language}.csv" if language else f"{slug}-{key}.csv"
    return HttpResponse(content, content_type="text/csv; charset=utf-8; header=present", headers=_named(name))


@require_safe
@cache_control(public=True, max_age=SECONDS)
def json(_request: HttpRequest, slug: str, key: str) -> HttpResponse:
    content = _dataset(slug, key).as_json()
    options = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(content, json_dumps_params=options, headers=_named(f"{slug}-{key}.json"))


@require_safe
@cache_control(public=True, max_age=SECONDS)
def definition(_request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The definition byte for byte as it was published: its SHA-256 is the digest on the page."""
    found = _version(slug, number)
    headers = {"ETag": f'"{found.digest}"', **_named(f"{slug}-{found.number}.yaml")}
    return HttpResponse(found.source.encode(), content_type="application/yaml; charset=utf-8", headers=headers)


def _dataset(slug: str, key: str) -> Dataset:
    found = statistics.statistics(slug)
    told = found.of(key) if found else None
    if found is None or told is None:
        raise Http404
    return Dataset(
        procedure=found.procedure,
        key=told.subject.key,
        title=told.subject.name,
        by=told.subject.by,
        table=told.table,
        as_of=found.as_of,
        source=publisher(),
    )


def _version(slug: str, number: int | None) -> Version:
    history = forms.history(KIND, slug)
    found = next((version for version in history if number in {None, version.number}), None)
    if found is None:
        raise Http404
    return found


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
