"""The Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.audit import words


class IdentityConfig(AppConfig):
    name = "naniwa.kernel.identity"
    label = "identity"

    def ready(self) -> None:
        """Put the acts on identities into words for the audit trail."""
        words.add_actions(
            {
                "identity.linked": _("電子証明書などを登録"),
                "identity.unlinked": _("電子証明書などの登録を解除"),
            }
        )
