"""The Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.audit import words


class ConsentConfig(AppConfig):
    name = "naniwa.kernel.consent"
    label = "consent"

    def ready(self) -> None:
        """Say in words what the audit trail of this app records."""
        words.add_actions({"consent.given": _("同意"), "consent.withdrawn": _("同意の取りやめ")})
