"""The Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "naniwa.web"
    label = "web"
