"""The Django app."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "naniwa.kernel.forms"
    label = "forms"
