"""Addresses of mandates for the office that looks at their papers, below /staff/mandates/."""

from django.urls import URLPattern, path

from naniwa.kernel.mandates.views import desk

app_name = "mandates_desk"
urlpatterns: list[URLPattern] = [
    path("", desk.waiting, name="waiting"),
    path("<str:reference>/", desk.show, name="show"),
    path("<str:reference>/check/", desk.check, name="check"),
    path("<str:reference>/refuse/", desk.refuse, name="refuse"),
    path("<str:reference>/end/", desk.end, name="end"),
]
