"""The design pages, and one page whose fields are answered by a small working server."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import include, path

from naniwa.design.fields import FieldView
from naniwa.design.samples import shell
from naniwa.library import banks, postal

PAGE = """{% extends "design/resident.html" %}{% block content %}<h1 class="nw-h1">試し</h1>
<form method="post" enctype="multipart/form-data" data-autosave="{% url "kept" %}" data-unsaved>{% csrf_token %}{% saved %}
{% for view in views %}{% field view %}{% endfor %}{% button "次へ進む" %}</form>{% endblock %}"""
KEPT: list[dict[str, Any]] = []
TAKEN_BACK: list[str] = []


def page(request: HttpRequest) -> HttpResponse:
    """A form with each field that asks the server, or what was sent."""
    if request.method == "POST":
        return JsonResponse(dict(request.POST.lists()))
    views = [
        FieldView(key="home", type="address", label="住所", options={"lookup_url": "/places/"}),
        FieldView(
            key="account",
            type="bank_account",
            label="口座",
            options={"bank_url": "/banks/", "branch_url": "/branches/"},
        ),
        FieldView(
            key="book",
            type="file",
            label="通帳",
            options={"upload_url": "/upload/", "multiple": True, "max_size": 5000},
        ),
        FieldView(key="note", type="text", label="備考"),
    ]
    return HttpResponse(
        engines["django"].from_string(PAGE).render({"views": views, "navigation": shell.resident()}, request)
    )


def places(request: HttpRequest) -> JsonResponse:
    """Places of a postal code."""
    found = postal.lookup(request.GET["postal_code"])
    return JsonResponse(
        {
            "places": [
                {
                    "prefecture": one.prefecture,
                    "municipality": one.city,
                    "municipality_code": one.municipality_code,
                    "town": one.town,
                    "building": one.building,
                }
                for one in found
            ]
        }
    )


def bank_list(request: HttpRequest) -> JsonResponse:
    """Banks by name or code."""
    return _items(banks.directory().search_banks(request.GET["q"]))


def branch_list(request: HttpRequest) -> JsonResponse:
    """Branches of the chosen bank."""
    return _items(banks.directory().search_branches(request.GET["bank"], request.GET["q"]))


def upload(request: HttpRequest) -> JsonResponse:
    """Take a file unless it is named as a bad one, or take one back."""
    if "remove_file" in request.POST:
        TAKEN_BACK.extend(request.POST.getlist("remove_file"))
        return JsonResponse({})
    sent = request.FILES["file"]
    assert isinstance(sent, UploadedFile)
    if sent.name == "bad.pdf":
        return JsonResponse({"message": "読めないファイルです。"}, status=422)
    return JsonResponse({"id": f"id-{sent.name}", "name": sent.name, "media_type": "x", "size": sent.size}, status=201)


def kept(request: HttpRequest) -> HttpResponse:
    """Remember what was saved in the background."""
    KEPT.append(dict(request.POST.lists()))
    return HttpResponse(status=204)


def _items(found: list[banks.Bank] | list[banks.Branch]) -> JsonResponse:
    return JsonResponse({"items": [{"code": one.code, "name": one.name, "detail": one.kana} for one in found]})


urlpatterns = [
    path("design/", include("naniwa.design.urls")),
    path("page/", page),
    path("places/", places),
    path("banks/", bank_list),
    path("branches/", branch_list),
    path("upload/", upload),
    path("kept/", kept, name="kept"),
]
