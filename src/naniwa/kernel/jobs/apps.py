"""The Django app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "naniwa.kernel.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Import every app's `jobs`, so that a worker knows all and a name can be checked, and every `figures`."""
        autodiscover_modules("jobs", "figures")
