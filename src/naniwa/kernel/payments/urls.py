"""Addresses of payouts, below /staff/payouts/."""

from django.urls import URLPattern, path

from naniwa.kernel.payments.views import balance, home, reclaims, results, runs, waiving

app_name = "payments"
urlpatterns: list[URLPattern] = [
    path("", home.show, name="home"),
    path("collect/", home.collect, name="collect"),
    path("balance/", balance.show, name="balance"),
    path("reclaims/", reclaims.show, name="reclaims"),
    path("reclaims/<uuid:number>/pay-back/", reclaims.pay_back, name="pay_back"),
    path("runs/<uuid:number>/", runs.show, name="run"),
    path("runs/<uuid:number>/release/", runs.release, name="release"),
    path("runs/<uuid:number>/waive/", waiving.waive, name="waive"),
    path("runs/<uuid:number>/discard/", runs.discard, name="discard"),
    path("runs/<uuid:number>/file/", runs.file, name="file"),
    path("runs/<uuid:number>/results/", results.show, name="results"),
]
