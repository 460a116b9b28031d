"""A payer's page, without an account: a signed link, something that only they know, and the ways to pay."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from naniwa.kernel.fees import opened
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people import limits
from naniwa.kernel.people.clients import client_address
from naniwa.library.periods import day_of
from naniwa.services.taxes.forms import FindForm, KnownForm
from naniwa.services.taxes.operations import opening
from naniwa.services.taxes.queries import bills, links
from naniwa.services.taxes.queries.words import fiscal_year

# A mobile network shows thousands of phones under one address; one bill is opened by one household.
BY_CLIENT = limits.Rule("open a tax bill, by client", 300, timedelta(hours=1))
BY_BILL = limits.Rule("open a tax bill, by bill", 10, timedelta(hours=1))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """For whoever has a letter and no camera: its number leads to the same page as its code."""
    form = FindForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return redirect(links.PAGE, links.token(form.cleaned_data["reference"]))
    return render(request, "taxes/find.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, token: str) -> HttpResponse:
    """What is owed, once it is known who asks; whether such a bill exists is not told before."""
    reference = links.reference_in(token)
    if reference is None:
        return render(request, "taxes/no_link.html", status=410)
    if request.method == "POST":
        return _open(request, token, reference)
    if reference not in opened.references(request.session, now=timezone.now()):
        return render(request, "taxes/known.html", {"form": KnownForm()})
    return _bill(request, reference)


def _open(request: HttpRequest, token: str, reference: str) -> HttpResponse:
    form, now = KnownForm(request.POST), timezone.now()
    if form.is_valid():
        limits.consume(BY_CLIENT, client_address(request), now=now)
        limits.consume(BY_BILL, reference, now=now)
        if opening.opened(reference=reference, said=form.cleaned_data["said"], now=now):
            limits.forgive(BY_BILL, reference)
            opened.open_for(request.session, reference, now=now)
            return redirect("taxes:yours", token)
        form.add_error("said", _("登録されているものと違います。生年月日は、例：1980-01-02 のように入れてください。"))
    return render(request, "taxes/known.html", {"form": form}, status=422)


def _bill(request: HttpRequest, reference: str) -> HttpResponse:
    with as_system():
        found = bills.by_reference(reference)
        if found is None:
            raise Http404
        standing = bills.standing(found, today=day_of(timezone.now()))
    context = {
        "bill": found,
        "standing": standing,
        "year": fiscal_year(found.year, get_language() or "ja"),
        "today": day_of(timezone.now()),
    }
    return render(request, "taxes/yours.html", context)
