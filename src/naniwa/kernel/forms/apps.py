"""The Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.audit import words


class FormsConfig(AppConfig):
    name = "naniwa.kernel.forms"
    label = "forms"

    def ready(self) -> None:
        words.add_actions({"forms.published": _("手続の公開")})
