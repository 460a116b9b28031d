"""The Django app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "naniwa.kernel.jobs"
    label = "jobs"
