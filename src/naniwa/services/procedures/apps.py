"""The Django app."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "naniwa.services.procedures"
    label = "procedures"
