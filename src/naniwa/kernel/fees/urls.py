"""Addresses of what people owe, below /fees/."""

from django.urls import URLPattern, path

from naniwa.kernel.fees.views import cashless, own, webhooks

app_name = "fees"
urlpatterns: list[URLPattern] = [
    path("<uuid:number>/", own.charge, name="charge"),
    path("<uuid:number>/pay/", own.pay, name="pay"),
    path("<uuid:number>/slip/", own.slip, name="slip"),
    path("<uuid:number>/receipt.pdf", own.receipt, name="receipt"),
    path("payments/<uuid:number>/", own.payment, name="payment"),
    path("payments/<uuid:number>/slip.pdf", own.slip_pdf, name="slip_pdf"),
    path("cashless/", cashless.show, name="cashless"),
    path("cashless.json", cashless.json, name="cashless_json"),
    path("webhooks/<slug:name>/", webhooks.called, name="called"),
]
