"""A venue's keeper: registers on one page, confirms by mail, prints posters, shows the code on a screen, ends it."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naniwa.kernel.documents import pdf
from naniwa.kernel.people import limits
from naniwa.kernel.people.access import asks_by_itself
from naniwa.kernel.people.clients import client_address
from naniwa.library.typed import number_in
from naniwa.services.check_ins.forms import VenueForm
from naniwa.services.check_ins.models import Venue
from naniwa.services.check_ins.operations import venues as operations
from naniwa.services.check_ins.operations.venues import Told
from naniwa.services.check_ins.queries import venues
from naniwa.services.check_ins.rules.broken import BrokenRule
from naniwa.services.check_ins.words import refusal

BY_CLIENT = limits.Rule("register a venue, by client", 100, timedelta(hours=1))
BY_ADDRESS = limits.Rule("register a venue, by address", 20, timedelta(days=1))
SIZES = ("a4", "table")
SECONDS = 30
"""After which the screen draws its code anew; each lasts a minute and is taken for three."""


@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    return render(request, "check_ins/begin.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    form = VenueForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        press = number_in(request.POST.get("number", "")) if form.errors else uuid4()
        context = {"form": form, "number": press}
        return render(request, "check_ins/register.html", context, status=422 if form.errors else 200)
    now, told = timezone.now(), Told(**form.cleaned_data, language=get_language() or "ja")
    limits.consume(BY_CLIENT, client_address(request), now=now)
    limits.consume(BY_ADDRESS, told.email, now=now)
    operations.register(told=told, press=number_in(request.POST.get("number", "")), now=now)
    return redirect("check_ins:sent")


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "check_ins/sent.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Opening only shows a button: programs that follow every link of a mail must not press it."""
    venue = venues.opened(token, venues.CONFIRM)
    if venue is None:
        return render(request, "check_ins/no_link.html", status=410)
    if request.method != "POST":
        return render(request, "check_ins/confirm.html", {"venue": venue})
    try:
        operations.confirm(venue=venue, now=timezone.now())
    except BrokenRule as broken:
        messages.warning(request, refusal(broken))
        return redirect("check_ins:register")
    messages.success(request, _("登録しました。ポスターを印刷して、入口に貼ってください。"))
    return redirect("check_ins:keep", venues.token(venue))


@never_cache
@require_safe
def keep(request: HttpRequest, token: str) -> HttpResponse:
    venue = venues.opened(token)
    if venue is None or venue.confirmed_at is None:
        return render(request, "check_ins/no_link.html", status=410)
    return render(
        request,
        "check_ins/keep.html",
        {
            "venue": venue,
            "token": token,
            "address": venues.address(venue),
            "sizes": SIZES,
            "days": operations.CONTACT_KEPT.days,
        },
    )


@never_cache
@require_POST
def change(request: HttpRequest, token: str) -> HttpResponse:
    """Whether only the screen's codes count; or the end of the registration."""
    venue, now, act = _open(token), timezone.now(), request.POST.get("act", "")
    try:
        if act == "close":
            operations.close(venue=venue, now=now)
            messages.success(request, _("登録を終えました。ポスターをはがしてください。"))
        elif act in {"rotate", "steady"}:
            operations.take_turning_codes_only(venue=venue, rotating=act == "rotate", now=now)
            messages.success(request, _("受付方法を変えました。"))
    except BrokenRule as broken:
        messages.warning(request, refusal(broken))
    return redirect("check_ins:keep", token)


@never_cache
@require_safe
def poster(_request: HttpRequest, token: str, size: str) -> HttpResponse:
    """A sheet for the door, or cards for tables; the code on it says our own domain."""
    venue = _open(token)
    if size not in SIZES or not venue.is_open:
        raise Http404
    address = venues.address(venue)
    data = {
        "size": size,
        "name": venue.name,
        "name_en": venue.name_en,
        "address": address,
        "qr": pdf.qr(address),
        "office": venue.organisation.name,
        "mail": venues.mail_address(venue),
        "days": settings.CHECK_IN_DAYS,
    }
    made = pdf.render("check_ins/poster", data, language="ja", now=venue.confirmed_at or timezone.now())
    headers = {"Content-Disposition": f'inline; filename="check-in-{size}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@never_cache
@require_safe
@asks_by_itself
def screen(request: HttpRequest, token: str) -> HttpResponse:
    """For a tablet: the page comes again by itself, without scripts, with the code of the minute."""
    venue = _open(token)
    now = timezone.now()
    address = venues.address(venue, venues.proof(venue.public_id, now=now))
    response = render(request, "check_ins/screen.html", {"venue": venue, "token": token, "qr": drawn(address)})
    response.headers["Refresh"] = str(SECONDS)
    return response


def drawn(text: str) -> SafeString:
    """A QR code as SVG without a style of its own."""
    out = BytesIO()
    segno.make(text, error="q", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=True, border=3, omitsize=True, svgclass="ci-qr", lineclass=None
    )
    return mark_safe(out.getvalue().decode())  # noqa: S308 - drawn here, of an address of ours


def _open(token: str) -> Venue:
    venue = venues.opened(token)
    if venue is None or venue.confirmed_at is None:
        raise Http404
    return venue
