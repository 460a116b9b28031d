"""The Django app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "naniwa.kernel.documents"
    label = "documents"
