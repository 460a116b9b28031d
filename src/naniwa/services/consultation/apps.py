"""The Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.audit.words import add_actions, add_purposes
from naniwa.kernel.events.origins import lead_back


class ConsultationConfig(AppConfig):
    name = "naniwa.services.consultation"
    label = "consultation"

    def ready(self) -> None:
        """Put the acts on consultations into words, and lead back to one from what was booked from it."""
        lead_back("consultation", "talk", person="consultation:of", staff="consultation:staff_of")
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
                "consultation.call_offered": _("ビデオ通話の案内"),
                "consultation.call_agreed": _("ビデオ通話への同意"),
                "consultation.call_ended": _("ビデオ通話の終了"),
                "consultation.recording_asked": _("ビデオ通話の録音のお願い"),
                "consultation.recording_agreed": _("ビデオ通話の録音への同意"),
                "consultation.recording_refused": _("ビデオ通話の録音を断る・やめる"),
                "consultation.speech_sent": _("ビデオ通話の録音を文字にする"),
                "consultation.speech_destroyed": _("ビデオ通話の録音を消去"),
                "consultation.minutes_saved": _("ビデオ通話の記録を保存"),
                "consultation.minutes_discarded": _("ビデオ通話の記録の案を使わない"),
                "consultation.desk_kept": _("オンライン相談窓口を登録・変更"),
            }
        )
