"""The Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.audit import words


class WebConfig(AppConfig):
    name = "naniwa.web"
    label = "web"

    def ready(self) -> None:
        """Say in words what the audit trail of administration records."""
        words.add_actions(
            {
                "people.appointed": _("役割の登録"),
                "people.appointment_ended": _("役割の解除"),
                "people.devices_reset": _("本人を確かめる端末の登録のやり直し"),
            }
        )
