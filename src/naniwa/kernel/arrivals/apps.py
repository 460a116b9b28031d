"""The Django app."""

from django.apps import AppConfig


class ArrivalsConfig(AppConfig):
    name = "naniwa.kernel.arrivals"
    label = "arrivals"
