"""The Django app."""

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.audit.words import add_actions
from naniwa.kernel.payments.titles import add_titles


class ProceduresConfig(AppConfig):
    name = "naniwa.services.procedures"
    label = "procedures"

    def ready(self) -> None:
        """Put the acts on cases into words for the audit trail, and name procedures on the pages of payouts."""
        # By its name, as queries need the models, which are not there yet when this module is read.
        add_titles(import_string("naniwa.services.procedures.queries.names.titles"))
        add_actions(
            {
                "procedures.received": _("申請を受付"),
                "procedures.case_read": _("申請の内容を閲覧"),
                "procedures.decision_read": _("決定通知書を閲覧"),
                "procedures.claimed": _("担当を開始"),
                "procedures.handed_back": _("担当をチームに戻す"),
                "procedures.deficiency_added": _("不備を追加"),
                "procedures.deficiency_confirmed": _("不備を確認"),
                "procedures.deficiency_waived": _("不備としない"),
                "procedures.deficiency_resolved": _("不備の解消を確認"),
                "procedures.notice_sent": _("修正のお願いを送付"),
                "procedures.resubmitted": _("修正を受付"),
                "procedures.correction_expired": _("修正の期限が経過"),
                "procedures.reviewed": _("審査を終了"),
                "procedures.sent_back": _("審査に戻す"),
                "procedures.approved": _("支給を決定"),
                "procedures.declined": _("不支給を決定"),
                "procedures.withdrawn": _("取下げを受付"),
                "procedures.noted": _("メモを追加"),
                "procedures.batch_started": _("一括処理を開始"),
            }
        )
