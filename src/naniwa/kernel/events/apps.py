"""The Django app."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "naniwa.kernel.events"
    label = "events"
