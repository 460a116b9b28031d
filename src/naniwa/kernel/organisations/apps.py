"""The Django app."""

from importlib import import_module

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "naniwa.kernel.organisations"
    label = "organisations"

    def ready(self) -> None:
        """Every model may be searched by `among`."""
        import_module("naniwa.kernel.organisations.lookups")
