"""Signing in by a link or a code sent by e-mail."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from naniwa.kernel.identity.levels import Level
from naniwa.kernel.identity.providers import offered
from naniwa.kernel.identity.sessions import level_in
from naniwa.kernel.people import limits, queries
from naniwa.kernel.people import operations as people
from naniwa.kernel.people.models import EmailLink, PersonKind, Purpose
from naniwa.web import mail
from naniwa.web.clients import client_address, local_path
from naniwa.web.forms.sign_in import AddressForm, CodeForm
from naniwa.web.sign_in import open_session

# Thousands of phones share one address of a mobile network, so clients get room, and each mailbox little.
BY_CLIENT = limits.Rule("ask for a sign-in link, by client", 1_000, timedelta(hours=1))
BY_ADDRESS = limits.Rule("ask for a sign-in link, by address", 6, timedelta(hours=1))
CODES_BY_CLIENT = limits.Rule("type a sign-in code, by client", 300, timedelta(hours=1))
CODES_BY_ADDRESS = limits.Rule("type a sign-in code, by address", 20, timedelta(days=1))
ASKED = "sign_in_asked"


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if level_in(request) != Level.NONE:
        return redirect(local_path(request) or "start")
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _send_link(request, form.cleaned_data["email"])
    context = {"form": form, "next": local_path(request), "providers": offered()}
    return render(request, "web/sign_in/ask.html", context)


def _send_link(request: HttpRequest, email: str) -> HttpResponse:
    """The same answer for every address: only its holder learns whether it is registered."""
    now = timezone.now()
    limits.consume(BY_CLIENT, client_address(request), now=now)
    limits.consume(BY_ADDRESS, email, now=now)
    issued = people.issue(purpose=Purpose.SIGN_IN, email=email, next_path=local_path(request), now=now)
    person = queries.by_email(email)
    if person and person.kind == PersonKind.STAFF:
        mail.point_staff_to_their_door(issued, language=get_language() or "ja", now=now)
    else:
        mail.send_sign_in(issued, language=get_language() or "ja", now=now)
    request.session[ASKED] = {"link": str(issued.link.public_id), "email": email}
    return redirect("people:sign_in_sent")


@never_cache
@require_http_methods(["GET", "POST"])
def sent(request: HttpRequest) -> HttpResponse:
    asked = request.session.get(ASKED)
    if not asked:
        return redirect("people:sign_in")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _try_code(request, asked, form)
    return render(request, "web/sign_in/sent.html", {"form": form, "email": asked["email"]})


def _try_code(request: HttpRequest, asked: dict[str, str], form: CodeForm) -> HttpResponse:
    now = timezone.now()
    limits.consume(CODES_BY_CLIENT, client_address(request), now=now)
    limits.consume(CODES_BY_ADDRESS, asked["email"], now=now)
    try:
        link = people.use_code(public_id=asked["link"], code=form.cleaned_data["code"], now=now)
    except people.WrongCode as error:
        form.add_error("code", _wrong(error.left))
        return render(request, "web/sign_in/sent.html", {"form": form, "email": asked["email"]})
    except people.LinkNotValid:
        return render(request, "web/sign_in/not_valid.html", status=410)
    limits.give_back(CODES_BY_CLIENT, client_address(request))
    limits.forgive(CODES_BY_ADDRESS, asked["email"])
    return _enter(request, link)


def _wrong(left: int) -> str:
    return ngettext(
        "番号が違います。メールの番号を確かめてください。あと%(left)d回入力できます。",
        "番号が違います。メールの番号を確かめてください。あと%(left)d回入力できます。",
        left,
    ) % {"left": left}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Opening only shows a button: programs that follow every link of a mail must not use it up."""
    act = people.use if request.method == "POST" else people.peek
    try:
        found = act(purpose=Purpose.SIGN_IN, token=token, now=timezone.now())
    except people.LinkNotValid:
        return render(request, "web/sign_in/not_valid.html", status=410)
    if request.method == "POST":
        return _enter(request, found)
    return render(request, "web/sign_in/confirm.html", {"email": found.email})


def _enter(request: HttpRequest, used: EmailLink) -> HttpResponse:
    """Register the address at its first use, and sign in. Staff have their own door."""
    request.session.pop(ASKED, None)
    person = people.register(email=used.email, language=get_language() or "ja", now=timezone.now())
    if not person.is_active or person.kind == PersonKind.STAFF:
        return render(request, "web/sign_in/closed.html", {"staff": person.kind == PersonKind.STAFF}, status=403)
    return open_session(request, person, method="email_link", next_path=used.next_path or reverse("start"))
