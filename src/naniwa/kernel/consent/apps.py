"""The Django app."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "naniwa.kernel.consent"
    label = "consent"
