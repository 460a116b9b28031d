"""Addresses of the audit trail."""

from django.urls import path

from naniwa.kernel.audit import views

app_name = "audit"
urlpatterns = [path("", views.records, name="records")]
