"""Charts as files: figures as CSV and JSON, the picture as PNG; the same in every language, for programs."""

from datetime import datetime
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from naniwa.kernel.documents.pictures import png
from naniwa.library.periods import TOKYO
from naniwa.library.spreadsheet import csv_file
from naniwa.services.outbreak.definitions.feeds import CREDIT, HERE, SOURCE
from naniwa.services.outbreak.queries import dashboard
from naniwa.services.outbreak.queries.dashboard_known import Known
from naniwa.services.outbreak.queries.dashboard_sheet import Sheet
from naniwa.services.outbreak.queries.dashboard_sheets import sheet
from naniwa.services.outbreak.views.dashboard import PERIODS, period_in, time_in
from naniwa.services.outbreak.views.dashboard_pictures import alone, source_of, whole, words

SECONDS = 60
drawn = lru_cache(maxsize=96)(png)
"""A picture takes most of a second of a processor, and anybody may ask: each is drawn once."""


@require_safe
@cache_control(public=True, max_age=SECONDS)
def csv(request: HttpRequest, key: str) -> HttpResponse:
    found = _found(key, at=time_in(request))
    content = csv_file(_heads(found), _rows(found))
    return HttpResponse(content, content_type="text/csv; charset=utf-8; header=present", headers=_named(key, "csv"))


@require_safe
@cache_control(public=True, max_age=SECONDS)
def json(request: HttpRequest, key: str) -> HttpResponse:
    """With `at`, a day in the past, as it was told at the end of that day."""
    as_of = time_in(request)
    found, known = _found(key, at=as_of), dashboard.known(as_of)
    heads = _heads(found)
    content = {
        "chart": key,
        "title": {"ja": found.title[0], "en": found.title[1]},
        "unit": {"ja": found.unit[0], "en": found.unit[1]},
        "note": {"ja": found.note[0], "en": found.note[1]},
        **_origin(found, known),
        "reports_counted_from": known.own_from.isoformat() if known.own_from else None,
        "reports_counted_at": _moment(known.counted_at),
        "as_of": _moment(as_of),
        "columns": [{"key": one.key, "ja": one.ja, "en": one.en} for one in found.columns],
        "small_counts_left_out": found.hides,
        "rows": [dict(zip(heads, row, strict=True)) for row in _rows(found)],
    }
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1}, headers=_named(key, "json"))


@require_safe
@cache_control(private=True, max_age=SECONDS)
def picture(request: HttpRequest, key: str) -> HttpResponse:
    """In the language of the reader, who may put it into a paper."""
    found, known = _found(key, days=PERIODS[period_in(request)]), dashboard.known()
    if found.empty:
        raise Http404
    note = [words(found.note)] if words(found.note) else []
    named = found.columns[: found.levels]
    legend = [" / ".join(words((one.ja, one.en)) for one in named)] if len(named) > 1 else []
    content = drawn(
        alone(found, known), title=words(found.title), below="\n".join([*legend, *note, source_of(found, known)])
    )
    name = f"{key}-{get_language() or 'ja'}"
    return HttpResponse(content, content_type="image/png", headers=_named(name, "png"))


def _origin(found: Sheet, known: Known) -> dict[str, object]:
    if found.reported_at:
        return {"source": {"ja": HERE[0], "en": HERE[1]}, "licence": None, "reported_at": _moment(found.reported_at)}
    return {
        "source": {"ja": SOURCE[0], "en": SOURCE[1]},
        "licence": CREDIT,
        "imported_at": _moment(known.imported_at),
    }


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(TOKYO).isoformat(timespec="seconds") if at else None


def _found(key: str, *, days: int | None = None, at: datetime | None = None) -> Sheet:
    found = sheet(key, days=days, few=True, at=at)
    if found is None:
        raise Http404
    return found


def _heads(found: Sheet) -> list[str]:
    names = ["code", "name_ja", "name_en"] if found.names is not None else ["date"]
    return [*names, *(one.key for one in found.columns)]


def _rows(found: Sheet) -> list[list[str | float | None]]:
    values = zip(*found.values, strict=True)
    return [[*_first(found, code), *map(whole, row)] for code, row in zip(found.labels, values, strict=True)]


def _first(found: Sheet, code: str) -> list[str]:
    return [code, *found.names[code]] if found.names is not None else [code]


def _named(name: str, ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="outbreak-{name}.{ending}"'}
