"""Addresses of the dashboard: for everybody below /outbreak/, for staff below /staff/outbreak/figures/."""

from django.urls import URLPattern, path

from naniwa.services.outbreak.views import dashboard, dashboard_counting, dashboard_files

urlpatterns: list[URLPattern] = [
    path("outbreak/", dashboard.public, name="dashboard"),
    path("outbreak/charts/<slug:key>/", dashboard.chart, name="chart"),
    path("outbreak/charts/<slug:key>/embed/", dashboard.embed, name="embed"),
    path("outbreak/charts/<slug:key>.csv", dashboard_files.csv, name="chart_csv"),
    path("outbreak/charts/<slug:key>.json", dashboard_files.json, name="chart_json"),
    path("outbreak/charts/<slug:key>.png", dashboard_files.picture, name="chart_png"),
    path("staff/outbreak/figures/", dashboard.staff, name="figures"),
    path("staff/outbreak/figures/counting/", dashboard_counting.show, name="counting"),
    path("staff/outbreak/figures/imports/<uuid:number>/", dashboard.imported, name="imported"),
]
