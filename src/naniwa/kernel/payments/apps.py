"""The Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.audit.words import add_actions


class PaymentsConfig(AppConfig):
    name = "naniwa.kernel.payments"
    label = "payments"

    def ready(self) -> None:
        """Put the acts on money into words for the audit trail."""
        add_actions(
            {
                "payments.claims_opened": _("支払案件を作成"),
                "payments.account_amended": _("振込先口座を変更"),
                "payments.claim_cancelled": _("支払いを取りやめ"),
                "payments.reclaimed": _("支払った金額の返還を請求"),
                "payments.paid_back": _("返還の入金を記録"),
                "payments.run_collected": _("振込依頼を作成"),
                "payments.objection_waived": _("口座が重なる案件を確認して振込へ"),
                "payments.run_discarded": _("振込依頼を取りやめ"),
                "payments.run_released": _("振込依頼を承認"),
                "payments.file_fetched": _("銀行ファイルをダウンロード"),
                "payments.run_confirmed": _("振込結果を取り込み"),
                "payments.transfer_failed": _("振込の不能を記録"),
                "payments.paying_account_set": _("振込元口座を登録"),
            }
        )
