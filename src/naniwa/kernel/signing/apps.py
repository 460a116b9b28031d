"""The Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.audit.words import add_actions


class SigningConfig(AppConfig):
    name = "naniwa.kernel.signing"
    label = "signing"

    def ready(self) -> None:
        """Put the sealing of papers into words for the audit trail."""
        add_actions({"signing.sealed": _("発行する文書に電子署名")})
