"""The Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.audit.words import add_actions, add_purposes


class AppointmentsConfig(AppConfig):
    name = "naniwa.services.appointments"
    label = "appointments"

    def ready(self) -> None:
        """Put the acts on appointments into words."""
        add_purposes({"appointments": _("来庁予約の対応")})
        add_actions(
            {
                "appointments.held": _("来庁予約の申込み"),
                "appointments.booked": _("来庁予約の確定"),
                "appointments.moved": _("来庁予約の日時の変更"),
                "appointments.cancelled": _("来庁予約の取消し"),
                "appointments.lapsed": _("確認のなかった来庁予約の取消し"),
                "appointments.marked": _("来庁予約の対応を記録"),
                "appointments.erased": _("終わった来庁予約の個人情報を消去"),
                "appointments.read": _("来庁予約の一覧"),
                "appointments.office_kept": _("予約先を登録・変更"),
                "appointments.window_kept": _("予約窓口を登録・変更"),
                "appointments.hours_added": _("予約の受付時間を追加"),
                "appointments.hours_ended": _("予約の受付時間を終了"),
                "appointments.closed": _("臨時の休みを登録"),
                "appointments.reopened": _("臨時の休みを取りやめ"),
            }
        )
