"""The Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "naniwa.kernel.audit"
    label = "audit"
