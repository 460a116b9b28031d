"""The Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.audit.words import add_actions, add_purposes


class CheckInsConfig(AppConfig):
    name = "naniwa.services.check_ins"
    label = "check_ins"

    def ready(self) -> None:
        """Put the acts on check-ins and alerts into words."""
        add_purposes({"check_ins": _("感染した人と同じ場所にいた人へのお知らせ")})
        add_actions(
            {
                "check_ins.venue_registered": _("チェックイン施設の申込み"),
                "check_ins.venue_confirmed": _("チェックイン施設の登録"),
                "check_ins.venue_changed": _("チェックイン施設の受付方法を変更"),
                "check_ins.venue_closed": _("チェックイン施設の登録を終了"),
                "check_ins.keeper_erased": _("終わったチェックイン施設の担当者のアドレスを消去"),
                "check_ins.key_made": _("通知担当の鍵を作成"),
                "check_ins.key_replaced": _("通知担当の鍵を新しい鍵に交換"),
                "check_ins.key_destroyed": _("古い通知担当の秘密鍵を消去"),
                "check_ins.centre_named": _("通知を扱う保健所に登録"),
                "check_ins.centre_ended": _("通知を扱う保健所から外した"),
                "check_ins.day_key_lost": _("1日分の鍵が失われたことを記録"),
                "check_ins.code_given": _("通知コードを発行"),
                "check_ins.code_shown": _("通知コードを表示"),
                "check_ins.reported": _("通知コードの入力"),
                "check_ins.alert_read": _("接触のお知らせの内容を表示"),
                "check_ins.approved": _("接触のお知らせを承認"),
                "check_ins.passphrase_wrong": _("通知担当の鍵の合言葉を間違えた"),
                "check_ins.released": _("接触のお知らせの送信を開始"),
                "check_ins.sent": _("接触のお知らせを送り終えた"),
                "check_ins.dropped": _("接触のお知らせを取りやめ"),
                "check_ins.forgotten": _("1日分のチェックインを消去"),
            }
        )
