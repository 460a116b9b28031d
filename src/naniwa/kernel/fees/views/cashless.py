"""For everybody: how many payments came without cash, by counter and by kind."""

from collections.abc import Sequence
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from naniwa.kernel.fees.models import Kind
from naniwa.kernel.fees.queries import cashless
from naniwa.kernel.fees.shares import Share, publishable
from naniwa.kernel.fees.subjects import in_words
from naniwa.kernel.organisations.models import in_readers_language
from naniwa.library.kept import Kept
from naniwa.library.periods import day_of, start_of

SECONDS = 60


def _made() -> tuple[date, list[list[Share]], Share]:
    """Of this business year of public bodies, which begins in April."""
    since = _year(timezone.now())
    counts = cashless.counts(since=start_of(since))
    tables, total = publishable(counts.by_counter, counts.by_kind)
    return since, tables, total


_kept = Kept(_made, seconds=30)


@require_safe
@cache_control(public=True, max_age=SECONDS)
def show(request: HttpRequest) -> HttpResponse:
    since, (by_counter, by_kind), total = _kept()
    context = {
        "since": since,
        "total": total,
        "tables": [
            ("counters", _("窓口ごと"), _("窓口"), _rows(by_counter)),
            ("kinds", _("納めるものごと"), _("納めるもの"), _rows(by_kind)),
        ],
    }
    return render(request, "fees/cashless.html", context)


@require_safe
@cache_control(public=True, max_age=SECONDS)
def json(_request: HttpRequest) -> JsonResponse:
    since, (by_counter, by_kind), total = _kept()
    said = {
        "since": since.isoformat(),
        "total": _figures(total),
        "by_counter": [{"office": one.group[0], "counter": one.group[2], **_figures(one)} for one in by_counter],
        "by_kind": [{"office": one.group[0], "kind": one.group[2], **_figures(one)} for one in by_kind],
    }
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _year(now: datetime) -> date:
    today = day_of(now)
    return date(today.year if today.month >= 4 else today.year - 1, 4, 1)  # noqa: PLR2004 - April


def _figures(one: Share) -> dict[str, int | None]:
    return {"cashless": one.cashless, "payments": one.payments, "per_cent": one.per_cent}


def _rows(shares: Sequence[Share]) -> list[tuple[str, str, Share]]:
    """Office and what it is, in the reader's language, with the figures."""
    words = {cashless.ONLINE: _("オンライン"), cashless.SLIPS: _("納付書"), **dict(Kind.choices)}
    return [
        (in_readers_language(office, office_en), str(words[place]) if place in words else in_words(place), one)
        for one in shares
        for office, office_en, place in [one.group]
    ]
