"""The Django app."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "naniwa.design"
    label = "design"
