"""The Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.audit.words import add_actions


class FeesConfig(AppConfig):
    name = "naniwa.kernel.fees"
    label = "fees"

    def ready(self) -> None:
        """Put the acts on what people owe into words for the audit trail."""
        add_actions(
            {
                "fees.charged": _("手数料を調定"),
                "fees.reduced": _("手数料の調定を減額"),
                "fees.taken": _("手数料を窓口で受領"),
                "fees.given_back": _("手数料を窓口で返金"),
                "fees.cashed_up": _("窓口のレジを締める"),
                "fees.statement_taken": _("決済会社の明細を取り込む"),
                "fees.difference_closed": _("明細との違いを解決済みにする"),
                "fees.charge_read": _("手数料の記録を閲覧"),
                "fees.secured": _("手数料のお支払いを確認"),
            }
        )
