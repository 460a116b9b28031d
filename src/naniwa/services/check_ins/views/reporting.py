"""Somebody who was found infected enters the health centre's code, so that those who were there can be told."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from naniwa.kernel.people import limits
from naniwa.kernel.people.clients import client_address
from naniwa.library.typed import number_in
from naniwa.services.check_ins.forms import ReportForm
from naniwa.services.check_ins.operations import reporting
from naniwa.services.check_ins.rules.broken import CodeNotValid
from naniwa.services.check_ins.views.speaking import speak, words_of

BY_CLIENT = limits.Rule("enter an alert code, by client", 60, timedelta(hours=1))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The answer is the same whether or not the address ever checked in."""
    form = ReportForm(request.POST if request.method == "POST" else None, say=words_of(request))
    press = number_in(request.POST.get("number", ""))
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        limits.consume(BY_CLIENT, client_address(request), now=now)
        try:
            reporting.report(code=form.cleaned_data["code"], email=form.cleaned_data["email"], press=press, now=now)
        except CodeNotValid:
            form.add_error("code", words_of(request)["code_not_valid"])
        else:
            return redirect("check_ins:reported")
    return speak(request, "report", {"form": form, "number": press}, status=422 if form.errors else 200)


@never_cache
@require_safe
def reported(request: HttpRequest) -> HttpResponse:
    return speak(request, "reported", {})
