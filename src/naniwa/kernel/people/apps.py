"""The Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "naniwa.kernel.people"
    label = "people"
