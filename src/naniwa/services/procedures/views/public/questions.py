"""Answers to routine questions, for everybody: what the published definitions say, and where."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from naniwa.services.procedures.queries import catalogue
from naniwa.services.procedures.queries.answering import answers

LONGEST = 200


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The question stands in the address alone and is kept nowhere."""
    question = request.GET.get("q", "").strip()[:LONGEST]
    found = answers(catalogue.published(timezone.now()), question) if question else []
    return render(request, "procedures/public/questions.html", {"question": question, "found": found})
