"""Pages that only inform: accessibility, privacy, contact."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from naniwa.kernel.organisations import queries as organisations


@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html")


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "web/privacy.html")


@require_GET
def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "web/contact.html", {"municipalities": organisations.municipalities()})
