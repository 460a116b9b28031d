"""The page on which a developer reads an API's document, whichever service it is of."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from naniwa.kernel.clients import reference


def page(request: HttpRequest, document: Mapping[str, Any], *, document_url: str) -> HttpResponse:
    """Open to everybody, as the document is."""
    context = {"reference": reference.read(document), "document_url": document_url}
    return render(request, "clients/reference.html", context)
