"""The Django app."""

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.arrivals.entrances import guard
from naniwa.kernel.audit.words import add_actions
from naniwa.kernel.events.origins import lead_back
from naniwa.kernel.fees.links import add_link
from naniwa.kernel.fees.payers import add_agents
from naniwa.kernel.mandates.offered import add_source
from naniwa.kernel.payments.titles import add_titles


class ProceduresConfig(AppConfig):
    name = "naniwa.services.procedures"
    label = "procedures"

    def ready(self) -> None:
        """Put the acts on cases into words, name procedures on the pages of payouts, let applicants begin in turn."""
        guard(r"/procedures/[^/]+/apply/")
        # By its name, as queries need the models, which are not there yet when this module is read.
        add_titles(import_string("naniwa.services.procedures.queries.names.titles"))
        add_source(import_string("naniwa.services.procedures.queries.agents.procedures"))
        add_agents(import_string("naniwa.services.procedures.operations.agents.paying"))
        add_link(import_string("naniwa.services.procedures.queries.fees.link"))
        lead_back("procedures", "case", person="procedures:case", staff="procedures:staff_case")
        add_actions(
            {
                "procedures.received": _("申請を受付"),
                "procedures.prefilled": _("前の申請の内容を下書きに入れる"),
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
                "procedures.approved": _("申請を認める決定"),
                "procedures.declined": _("申請を認めない決定"),
                "procedures.withdrawn": _("取下げを受付"),
                "procedures.appeal_recorded": _("審査請求を記録"),
                "procedures.appeal_answered": _("審査請求の裁決を記録"),
                "procedures.recalled": _("決定を取り消し"),
                "procedures.hold_placed": _("消去の停止を設定"),
                "procedures.hold_ended": _("消去の停止を解除"),
                "procedures.retention_anonymised": _("保存期間の満了により匿名化"),
                "procedures.retention_deleted": _("保存期間の満了により削除"),
                "procedures.retention_draft": _("提出されなかった下書きを削除"),
                "procedures.accounts_erased": _("使われなかった登録を削除"),
                "procedures.retention_signed": _("消去の証明書に署名"),
                "procedures.noted": _("メモを追加"),
                "procedures.transcript_taken": _("オンライン相談の記録を受取り"),
                "procedures.batch_started": _("一括処理を開始"),
                "procedures.exported": _("台帳を書き出し"),
                "procedures.case_exported": _("申請の内容をファイルに書き出し"),
                "procedures.export_downloaded": _("書き出したファイルを取得"),
                "procedures.export_removed": _("書き出したファイルを削除"),
                "procedures.search_saved": _("検索を保存"),
                "procedures.search_shared": _("保存した検索の共有を変更"),
                "procedures.search_removed": _("保存した検索を削除"),
                "procedures.search_restored": _("保存した検索を元に戻す"),
                "procedures.point_ticked": _("確認する点を確認済みにする"),
                "procedures.point_unticked": _("確認する点の確認を取り消す"),
                "procedures.paper_opened": _("紙の申請書を受付"),
                "procedures.paper_read": _("紙の申請書を閲覧"),
                "procedures.scan_removed": _("紙の申請書のスキャンを削除"),
                "procedures.paper_registered": _("紙の申請書を登録"),
                "procedures.paper_discarded": _("入力の途中の紙の申請書を削除"),
                "procedures.counter_handed_over": _("窓口で本人に画面を渡す"),
                "procedures.counter_confirmed": _("窓口で本人が内容を確認"),
                "procedures.counter_change_wanted": _("窓口で本人が直しを希望"),
                "procedures.counter_taken_back": _("窓口で渡した画面を受け取る"),
                "procedures.pair_confirmed": _("重複を確認"),
                "procedures.pair_dismissed": _("重複ではないと判断"),
                "procedures.adoption_started": _("市町村の手続を開始"),
                "procedures.overlay_saved": _("市町村の変更案を保存"),
                "procedures.overlay_proposed": _("市町村の変更案を提案"),
                "procedures.overlay_accepted": _("市町村の変更案を承認して公開"),
                "procedures.overlay_refused": _("市町村の変更案を見送り"),
                "procedures.base_offered": _("新しい基本の定義を市町村に送付"),
                "procedures.design_started": _("定義の下書きを開始"),
                "procedures.design_saved": _("定義の下書きを保存"),
                "procedures.design_review_asked": _("定義の公開前の確認を依頼"),
                "procedures.design_published": _("下書きから手続を公開"),
                "procedures.design_sent_back": _("定義の書き直しを依頼"),
                "procedures.design_taken_back": _("定義の確認の依頼を取り下げ"),
                "procedures.design_discarded": _("定義の下書きを捨てた"),
                "procedures.design_brought_back": _("捨てた定義の下書きを戻した"),
                "procedures.design_erased": _("捨てた定義の下書きを消去"),
            }
        )
