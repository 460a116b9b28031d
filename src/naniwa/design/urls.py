"""Addresses of the design reference and the display settings."""

from django.urls import path

from naniwa.design import views

app_name = "design"
urlpatterns = [
    path("", views.reference, name="reference"),
    path("patterns/<slug:name>/", views.pattern, name="pattern"),
    path("display/", views.display, name="display"),
]
