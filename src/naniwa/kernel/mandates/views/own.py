"""A person's mandates: those they gave, which they can take back at once, and those they hold."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naniwa.kernel.mandates import operations, queries, rules, words
from naniwa.kernel.mandates.forms import ReasonForm
from naniwa.kernel.mandates.models import Mandate, State
from naniwa.kernel.mandates.offered import titles
from naniwa.kernel.mandates.rules import BrokenRule
from naniwa.kernel.people.access import PersonRequest, person_required


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What acting for somebody means here, for everybody."""
    return render(request, "mandates/about.html")


@never_cache
@require_safe
@person_required
def mine(request: PersonRequest) -> HttpResponse:
    context = {"given": queries.given(request.user), "held": queries.held(request.user)}
    return render(request, "mandates/mine.html", context)


@never_cache
@require_safe
@person_required
def show(request: PersonRequest, reference: str) -> HttpResponse:
    """All of it, with what the reader can do about it."""
    mandate, now = _found(request, reference), timezone.now()
    principal = mandate.principal_id == request.user.pk
    context = {
        "mandate": mandate,
        "principal": principal,
        "agent": words.agent(mandate),
        "scope": words.scope(mandate, titles(mandate.procedures)),
        "acts": words.acts(mandate),
        "in_force": rules.in_force(mandate.terms, now=now),
        "asked": principal and mandate.state == State.PROPOSED and not mandate.rule.by_law,
        "may_end": mandate.state in {State.PROPOSED, State.CONFIRMED} and not (principal and mandate.rule.by_law),
    }
    return render(request, "mandates/mandate.html", context)


@require_POST
@person_required
def confirm(request: PersonRequest, reference: str) -> HttpResponse:
    mandate = _found(request, reference)
    try:
        operations.confirm(mandate=mandate, by=request.user, now=timezone.now())
        messages.success(request, _("確かめました。代理の人に知らせました。いつでも取りやめられます。"))
    except BrokenRule:
        messages.warning(request, _("いまは確かめられません。この代理の状態を見てください。"))
    return redirect("mandates:mandate", mandate.reference)


@require_POST
@person_required
def refuse(request: PersonRequest, reference: str) -> HttpResponse:
    mandate = _found(request, reference)
    try:
        operations.refuse(mandate=mandate, reason="", by=request.user, now=timezone.now())
        messages.success(request, _("断りました。この人は、あなたの代理をできません。"))
    except BrokenRule:
        messages.warning(request, _("いまは断れません。この代理の状態を見てください。"))
    return redirect("mandates:mandate", mandate.reference)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@person_required
def end(request: PersonRequest, reference: str) -> HttpResponse:
    """Asked once, as what is taken back is not given again by a press."""
    mandate = _found(request, reference)
    principal = mandate.principal_id == request.user.pk
    form = ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "mandates/end.html", {"mandate": mandate, "principal": principal, "form": form})
    try:
        act = operations.revoke if principal else operations.end
        act(mandate=mandate, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now())
        messages.success(request, _("終わりました。両方の人にお知らせしました。"))
    except BrokenRule:
        messages.warning(request, _("いまは終わらせられません。この代理の状態を見てください。"))
    return redirect("mandates:mandate", mandate.reference)


def _found(request: PersonRequest, reference: str) -> Mandate:
    """Raises Http404 for a mandate that the person neither gave nor holds."""
    mandate = queries.of_person(reference, request.user)
    if mandate is None:
        raise Http404
    return mandate
