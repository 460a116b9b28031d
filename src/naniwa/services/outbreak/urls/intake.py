"""Addresses of files on their way in."""

from django.urls import URLPattern, path

from naniwa.services.outbreak.views import intake

urlpatterns: list[URLPattern] = [
    path("staff/outbreak/intake/", intake.ask, name="intake"),
]
