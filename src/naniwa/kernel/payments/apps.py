"""The Django app."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "naniwa.kernel.payments"
    label = "payments"
