"""Addresses of messages that wait for staff."""

from django.urls import path

from naniwa.kernel.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.undelivered, name="undelivered"),
    path("act/", views.act, name="act"),
]
