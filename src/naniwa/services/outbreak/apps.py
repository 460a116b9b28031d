"""The Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.audit.words import add_actions, add_purposes
from naniwa.services.outbreak import words


class OutbreakConfig(AppConfig):
    name = "naniwa.services.outbreak"
    label = "outbreak"

    def ready(self) -> None:
        """Put the acts on cases into words."""
        add_purposes({"outbreak": _("感染症への対応")})
        add_actions(words.ACTIONS)
