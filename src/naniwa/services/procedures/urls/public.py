"""Addresses of open data, for everybody."""

from django.urls import URLPattern, path

from naniwa.services.procedures.views.public import files, pages

urlpatterns: list[URLPattern] = [
    path("open-data/", pages.overview, name="open_data"),
    path("open-data/<slug:slug>/", pages.procedure, name="open_procedure"),
    path("open-data/<slug:slug>/definition.yaml", files.definition, name="open_definition"),
    path("open-data/<slug:slug>/definition-<int:number>.yaml", files.definition, name="open_version"),
    path("open-data/<slug:slug>/<slug:key>.csv", files.csv, name="open_csv"),
    path("open-data/<slug:slug>/<slug:key>.json", files.json, name="open_json"),
]
