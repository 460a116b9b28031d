"""What anybody can check: a code on a poster, a notice in a mail, and that a day was destroyed."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from naniwa.kernel.people import limits
from naniwa.kernel.people.clients import client_address
from naniwa.library import receipts
from naniwa.services.check_ins.operations.reporting import KEPT_DAYS
from naniwa.services.check_ins.queries import days, planning, venues
from naniwa.services.check_ins.secrecy import receipts as signing

BY_CLIENT = limits.Rule("check a notice or a code, by client", 2_000, timedelta(hours=1))
LONGEST = 300


@never_cache
@require_safe
def qr(request: HttpRequest) -> HttpResponse:
    """Whether an address that a phone read leads here, and to which venue: a sticker over a poster does not."""
    asked = request.GET.get("address", "")[:LONGEST].strip()
    if asked:
        limits.consume(BY_CLIENT, client_address(request), now=timezone.now())
    context = {
        "asked": asked,
        "ours": _ours(asked),
        "venue": _venue(asked),
        "domain": urlsplit(settings.SITE_URL).netloc,
    }
    return render(request, "check_ins/qr.html", context)


@never_cache
@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """Whether we sent a notice of this number, and when; nothing of whom it is about."""
    asked = receipts.normalise(request.GET.get("number", "")[:LONGEST].strip())
    found = None
    if asked:
        limits.consume(BY_CLIENT, client_address(request), now=timezone.now())
        found = planning.sent(asked)
    return render(request, "check_ins/notice.html", {"asked": asked, "found": found})


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    there, gone = days.kept_and_gone()
    context = {"kept": there, "gone": gone, "days": KEPT_DAYS, "key": signing.public_key().hex()}
    return render(request, "check_ins/kept.html", context)


@require_safe
def receipt(_request: HttpRequest, day: str) -> HttpResponse:
    """The signed receipt of a day, for programs and doubters."""
    try:
        asked = parse_date(day)
    except ValueError:
        asked = None
    found = days.receipt(asked) if asked else None
    if found is None:
        raise Http404
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 2})


def _ours(asked: str) -> bool:
    try:
        parts = urlsplit(asked)
    except ValueError:
        return False
    own = urlsplit(settings.SITE_URL)
    return (parts.scheme, parts.netloc) == (own.scheme, own.netloc)


def _venue(asked: str) -> object:
    if not _ours(asked):
        return None
    parts = [part for part in urlsplit(asked).path.split("/") if part]
    found = venues.by_code(parts[1]) if len(parts) in {2, 3} and parts[0] == "c" else None
    return found if found and found.is_open else None
