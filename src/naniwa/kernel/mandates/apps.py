"""The Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.audit.words import add_actions, add_purposes


class MandatesConfig(AppConfig):
    name = "naniwa.kernel.mandates"
    label = "mandates"

    def ready(self) -> None:
        """Put the acts on mandates into words for the audit trail."""
        add_purposes({"mandates": _("代理の確認"), "agency": _("代理人としての手続")})
        add_actions(
            {
                "mandates.proposed": _("代理を申出"),
                "mandates.reminded": _("代理の確認をもう一度お願い"),
                "mandates.confirmed": _("代理を確認"),
                "mandates.refused": _("代理を認めない"),
                "mandates.revoked": _("代理を本人が取りやめ"),
                "mandates.ended": _("代理を終了"),
                "mandates.expired": _("代理の期間が満了"),
                "mandates.case_taken_on": _("申請を代理に加える"),
                "mandates.forgotten": _("終わった代理を削除"),
                "mandates.read": _("代理の書類を閲覧"),
                "mandates.acted": _("代理人として手続"),
            }
        )
