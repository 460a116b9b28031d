"""One's own account: name, language, address and password."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from naniwa.kernel.people import limits, queries
from naniwa.kernel.people import operations as people
from naniwa.kernel.people.access import PersonRequest, person_required
from naniwa.kernel.people.models import EmailLink, PersonKind, Purpose
from naniwa.web import mail
from naniwa.web.forms.account import AboutForm, NewPasswordForm
from naniwa.web.forms.sign_in import AddressForm
from naniwa.web.views.sessions import end_others

NEW_ADDRESS = limits.Rule("ask for a change of address, by person", 5, timedelta(hours=1))
PASSWORD = limits.Rule("change the password, by person", 10, timedelta(hours=1))


@never_cache
@require_http_methods(["GET", "POST"])
@person_required
def account(request: PersonRequest) -> HttpResponse:
    form = AboutForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        kind = PersonKind(said["kind"]) if "kind" in said else None
        names = {"name": said["name"], "name_kana": said["name_kana"], "language": said["language"]}
        people.describe(person=request.user, kind=kind, **names)
        messages.success(request, _("保存しました。"))
        return redirect("people:account")
    offered = queries.organisations_of(request.user, on=timezone.localdate()) if request.staff else []
    return render(request, "web/account/account.html", {"form": form, "organisations": offered})


@never_cache
@require_http_methods(["GET", "POST"])
@person_required
def new_address(request: PersonRequest) -> HttpResponse:
    """Send a link to the new address; nothing changes until it is opened."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        limits.consume(NEW_ADDRESS, request.user.reference, now=now)
        email = form.cleaned_data["email"]
        issued = people.issue(purpose=Purpose.NEW_ADDRESS, email=email, person=request.user, now=now)
        mail.send_new_address(issued, language=request.user.language, now=now)
        return render(request, "web/account/new_address_sent.html", {"email": email})
    return render(request, "web/account/new_address.html", {"form": form})


@never_cache
@require_http_methods(["GET", "POST"])
@person_required
def confirm_address(request: PersonRequest, token: str) -> HttpResponse:
    """Only the person who asked can finish it, in a session of their own."""
    now = timezone.now()
    try:
        link = _own(request, token, now)
        if request.method == "GET":
            return render(request, "web/account/new_address_confirm.html", {"email": link.email})
        people.use(purpose=Purpose.NEW_ADDRESS, token=token, now=now)
        _change_address(request, link.email)
    except (people.LinkNotValid, people.AddressTaken):
        return render(request, "web/account/new_address_not_valid.html", status=410)
    messages.success(request, _("メールアドレスを変えました。"))
    return redirect("people:account")


def _own(request: PersonRequest, token: str, now: datetime) -> EmailLink:
    """Raises LinkNotValid for another person's link."""
    link = people.peek(purpose=Purpose.NEW_ADDRESS, token=token, now=now)
    if link.person != request.user:
        raise people.LinkNotValid
    return link


def _change_address(request: PersonRequest, email: str) -> None:
    """The old address is told, so that its owner notices a change made by somebody else."""
    before = request.user.email
    people.change_address(person=request.user, email=email)
    if before:
        mail.tell_address_changed(before=before, person=request.user, now=timezone.now())


@never_cache
@sensitive_post_parameters("current", "password")
@require_http_methods(["GET", "POST"])
@person_required
def new_password(request: PersonRequest) -> HttpResponse:
    if request.method == "POST":
        limits.consume(PASSWORD, request.user.reference, now=timezone.now())
    form = NewPasswordForm(request.POST or None, person=request.user, ask_current=_knows_password(request))
    if request.method == "POST" and form.is_valid():
        people.change_password(person=request.user, password=form.cleaned_data["password"])
        end_others(request)
        update_session_auth_hash(request, request.user)
        messages.success(request, _("パスワードを保存しました。ほかの端末はログアウトしました。"))
        return redirect("people:account")
    return render(request, "web/account/new_password.html", {"form": form})


def _knows_password(request: PersonRequest) -> bool:
    """Who came by e-mail link may have forgotten it, and need not type it."""
    records = request.session.get("account_authentication_methods", [])
    return request.user.has_usable_password() and not any(record["method"] == "email_link" for record in records)
