"""The Django app."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "naniwa.kernel.organisations"
    label = "organisations"
