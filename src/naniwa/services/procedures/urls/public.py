"""Addresses of open data, for everybody."""

from django.urls import URLPattern, path, re_path

from naniwa.services.procedures.views.public import files, pages, paper, questions, retention

urlpatterns: list[URLPattern] = [
    path("open-data/", pages.overview, name="open_data"),
    path("open-data/<slug:slug>/", pages.procedure, name="open_procedure"),
    path("open-data/<slug:slug>/definition.yaml", files.definition, name="open_definition"),
    path("open-data/<slug:slug>/definition-<int:number>.yaml", files.definition, name="open_version"),
    path("open-data/<slug:slug>/<slug:key>.csv", files.csv, name="open_csv"),
    re_path(r"^open-data/(?P<slug>[-\w]+)/(?P<key>[-\w]+)\.(?P<language>ja|en)\.csv$", files.csv, name="open_csv_in"),
    path("open-data/<slug:slug>/<slug:key>.json", files.json, name="open_json"),
    re_path(
        r"^procedures/(?P<slug>[-\w]+)/form-(?P<number>[0-9]{1,6})\.(?P<language>ja|en)\.pdf$",
        paper.form,
        name="paper_form",
    ),
    path("questions/", questions.ask, name="questions"),
    path("retention/", retention.show, name="retention"),
    path("retention/<int:number>.json", retention.receipt, name="retention_receipt"),
    path("retention/<int:number>.sig", retention.signature, name="retention_signature"),
    path("retention/<int:number>.pem", retention.key, name="retention_key"),
]
