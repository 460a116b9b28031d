"""The Django app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "naniwa.kernel.notifications"
    label = "notifications"
