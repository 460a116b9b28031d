"""The Django app."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.audit import words
from naniwa.kernel.notifications import templates


class NotificationsConfig(AppConfig):
    name = "naniwa.kernel.notifications"
    label = "notifications"

    def ready(self) -> None:
        checks.register(check_templates)
        words.add_actions(
            {
                "notifications.written": _("通知の作成"),
                "notifications.failed": _("通知を送信できませんでした"),
                "notifications.bounced": _("通知が届きませんでした"),
                "notifications.handled": _("届かなかった通知への対応"),
                "notifications.sent_anew": _("通知の送り直し"),
                "notifications.held_back": _("復元後の送信の見合わせ"),
                "notifications.letters": _("郵送する通知の印刷"),
                "notifications.list": _("届かなかった通知の一覧"),
            }
        )


def check_templates(**_options: Any) -> Sequence[checks.CheckMessage]:  # noqa: ANN401 - Django's
    """Every wording of every app can be used; one error for each file that cannot."""
    errors = []
    for key, path in templates.files():
        try:
            templates.read(key, path)
        except templates.BadTemplate as error:
            errors.append(checks.Error(str(error), obj=key, id="notifications.E001"))
    return errors
