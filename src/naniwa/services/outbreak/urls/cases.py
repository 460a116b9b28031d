"""Addresses of cases."""

from django.urls import URLPattern, path

from naniwa.services.outbreak.views import cases, retention

urlpatterns: list[URLPattern] = [
    path("staff/outbreak/report/", cases.report, name="report"),
    path("staff/outbreak/cases/", cases.listed, name="cases"),
    path("staff/outbreak/retention/", retention.show, name="retention"),
    path("staff/outbreak/cases/<uuid:number>/", cases.show, name="case"),
    path("staff/outbreak/cases/<uuid:number>/change/", cases.change, name="change"),
    path("staff/outbreak/cases/<uuid:number>/close/", cases.close, name="close"),
]
