"""Somebody who was found infected enters the health centre's code, so that those who were there can be told."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from naniwa.kernel.people import limits
from naniwa.kernel.people.clients import client_address
from naniwa.library.typed import number_in
from naniwa.services.check_ins.forms import ReportForm
from naniwa.services.check_ins.operations import reporting
from naniwa.services.check_ins.rules.broken import CodeNotValid
from naniwa.services.check_ins.words import refusal

BY_CLIENT = limits.Rule("enter an alert code, by client", 60, timedelta(hours=1))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The answer is the same whether or not the address ever checked in."""
    form = ReportForm(request.POST if request.method == "POST" else None)
    press = number_in(request.POST.get("number", ""))
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        limits.consume(BY_CLIENT, client_address(request), now=now)
        try:
            reporting.report(**form.cleaned_data, press=press, now=now)
        except CodeNotValid as broken:
            form.add_error("code", refusal(broken))
        else:
            return redirect("check_ins:reported")
    return render(request, "check_ins/report.html", {"form": form, "number": press}, status=422 if form.errors else 200)


@never_cache
@require_safe
def reported(request: HttpRequest) -> HttpResponse:
    return render(request, "check_ins/reported.html")
