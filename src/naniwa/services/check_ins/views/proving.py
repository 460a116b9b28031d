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

from naniwa.design.tables import page_number, paging
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people import limits
from naniwa.kernel.people.clients import client_address
from naniwa.library import receipts
from naniwa.services.check_ins.models import Alert, Venue
from naniwa.services.check_ins.queries import days, planning, venues
from naniwa.services.check_ins.rules import wording
from naniwa.services.check_ins.secrecy import receipts as signing
from naniwa.services.check_ins.views.speaking import language_of, speak, words_of

BY_CLIENT = limits.Rule("check a notice or a code, by client", 2_000, timedelta(hours=1))
LONGEST = 300


@never_cache
@require_safe
def qr(request: HttpRequest) -> HttpResponse:
    """Whether an address that a phone read leads here, and to which venue: a sticker over a poster does not."""
    asked = request.GET.get("address", "")[:LONGEST].strip()
    if asked:
        limits.consume(BY_CLIENT, client_address(request), now=timezone.now())
    say, venue = words_of(request), _venue(asked)
    context = {
        "asked": asked,
        "ours": _ours(asked),
        "venue": venue,
        "good": say["qr_good_text"].format(name=_name(venue, request), place=venue.address) if venue else "",
        "fake": say["qr_fake_text"].format(domain=urlsplit(settings.SITE_URL).netloc),
    }
    return speak(request, "qr", context)


@never_cache
@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """Whether we sent a notice of this number, and when; nothing of whom it is about."""
    asked = receipts.normalise(request.GET.get("number", "")[:LONGEST].strip())
    found = None
    if asked:
        limits.consume(BY_CLIENT, client_address(request), now=timezone.now())
        found = planning.sent(asked)
    return speak(request, "notice", {"asked": asked, "found": _sent(found, request) if found else ""})


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    number = page_number(request.GET)
    there, (gone, total) = days.kept_days(), days.gone_days(page=number)
    context = {
        "kept": there,
        "lost": {one.day for one in days.without_key(there)},
        "gone": gone,
        "total": total,
        "paging": paging(number, len(gone), total, request.GET, length=days.PAGE),
        "days": settings.CHECK_IN_DAYS,
        "key": signing.public_key().hex(),
    }
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


def _sent(found: Alert, request: HttpRequest) -> str:
    """Who sent it, and when."""
    language, office = language_of(request), found.organisation
    day = wording.day(found.released_at or found.reported_at, language)
    return words_of(request)["notice_good_text"].format(office=_either(office, language), day=day)


def _name(venue: Venue, request: HttpRequest) -> str:
    return _either(venue, language_of(request))


def _either(named: Venue | Organisation, language: str) -> str:
    """Its English name where neither Japanese nor Chinese is read, and it has one."""
    return (named.name_en if language in {"en", "ko"} else "") or named.name


def _venue(asked: str) -> Venue | None:
    if not _ours(asked):
        return None
    parts = [part for part in urlsplit(asked).path.split("/") if part]
    found = venues.by_code(parts[1]) if len(parts) in {2, 3} and parts[0] == "c" else None
    return found if found and found.is_open else None
