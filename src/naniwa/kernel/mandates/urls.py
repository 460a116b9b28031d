"""Addresses of mandates for those who give and hold them, below /mandates/."""

from django.urls import URLPattern, path

from naniwa.kernel.mandates.views import asked, many, own, proposing

app_name = "mandates"
urlpatterns: list[URLPattern] = [
    path("", own.mine, name="mine"),
    path("about/", own.about, name="about"),
    path("propose/", proposing.kinds, name="kinds"),
    path("propose/<slug:kind>/", proposing.propose, name="propose"),
    path("many/", many.ask, name="many"),
    path("many/list.xlsx", many.template, name="many_list"),
    path("asked/", asked.show, name="asked"),
    path("asked/remind/", asked.remind, name="remind"),
    path("<str:reference>/", own.show, name="mandate"),
    path("<str:reference>/confirm/", own.confirm, name="confirm"),
    path("<str:reference>/refuse/", own.refuse, name="refuse"),
    path("<str:reference>/end/", own.end, name="end"),
]
