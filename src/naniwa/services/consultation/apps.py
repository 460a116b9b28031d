"""The Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.audit.words import add_actions, add_purposes


class ConsultationConfig(AppConfig):
    name = "naniwa.services.consultation"
    label = "consultation"

    def ready(self) -> None:
        """Put the acts on consultations into words."""
        add_purposes({"consultation": _("オンライン相談への対応")})
        add_actions(
            {
                "consultation.begun": _("オンライン相談の開始"),
                "consultation.taken": _("オンライン相談の担当"),
                "consultation.handed_over": _("オンライン相談の引継ぎ"),
                "consultation.closed": _("オンライン相談の終了"),
                "consultation.read": _("オンライン相談の閲覧"),
                "consultation.transcript_offered": _("オンライン相談の記録を申請に付ける"),
                "consultation.erased": _("終わったオンライン相談の内容を消去"),
                "consultation.desk_kept": _("オンライン相談窓口を登録・変更"),
            }
        )
