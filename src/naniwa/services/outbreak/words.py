"""What is done about cases, and what the rules refuse, in words for people."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naniwa.services.outbreak.rules import broken

ACTIONS: Mapping[str, str | Promise] = {
    "outbreak.read": _("感染症の患者情報を閲覧"),
    "outbreak.listed": _("感染症の患者の一覧を閲覧"),
    "outbreak.reported": _("感染症の患者を届出"),
    "outbreak.changed": _("感染症の患者情報を変更"),
    "outbreak.taken": _("感染症の患者を担当"),
    "outbreak.called": _("感染症の患者への連絡を記録"),
    "outbreak.handed": _("感染症の患者を同僚に引継ぎ"),
    "outbreak.centre": _("感染症の患者をほかの保健所に引継ぎ"),
    "outbreak.unreached": _("連絡がつかない患者を責任者に引継ぎ"),
    "outbreak.observed": _("健康観察の報告を記録"),
    "outbreak.task_finished": _("急ぎの対応を終了"),
    "outbreak.closed": _("感染症の患者への対応を終了"),
    "outbreak.certificate": _("療養の証明書を発行"),
    "outbreak.rules_proposed": _("健康観察の規則の変更を提案"),
    "outbreak.rules_approved": _("健康観察の規則の変更を承認"),
    "outbreak.centre_kept": _("保健所の設定を変更"),
    "outbreak.centre_registered": _("保健所の受け持つ市町村を登録・変更"),
    "outbreak.intake_read": _("患者のファイルを確認"),
    "outbreak.intake_taken": _("患者のファイルを取り込み"),
    "outbreak.intake_undone": _("患者のファイルの取り込みを取消し"),
    "outbreak.restored": _("取り込みの取消しで感染症の患者を元に戻した"),
    "outbreak.removed": _("取り込みの取消しで感染症の患者を消した"),
    "outbreak.contact_added": _("接触者を登録"),
    "outbreak.cluster_joined": _("患者をクラスターに登録"),
    "outbreak.contact_became": _("接触者が患者になったことを記録"),
    "outbreak.cluster_left": _("患者をクラスターから外した"),
    "outbreak.transport_asked": _("搬送を依頼"),
    "outbreak.transport_ended": _("搬送を終了・取りやめ"),
    "outbreak.lodged": _("宿泊施設に入所"),
    "outbreak.lodging_ended": _("宿泊施設から退所・鍵の返却"),
    "outbreak.entered": _("患者が健康観察のページを開いた"),
    "outbreak.feed_imported": _("発生動向を取り込み"),
    "outbreak.case_erased": _("保存期間が過ぎた感染症の患者を匿名化"),
    "outbreak.switched_over": _("発生動向の数え方を切り替え"),
    "outbreak.placement_read": _("入院調整の依頼を閲覧"),
    "outbreak.facility_opened": _("受入施設を登録"),
    "outbreak.facility_changed": _("受入施設を変更"),
    "outbreak.pool_added": _("受入施設に病床を追加"),
    "outbreak.beds_secured": _("病床の確保数を変更"),
    "outbreak.beds_reported": _("病床の数を報告"),
    "outbreak.bed_asked": _("入院調整を依頼"),
    "outbreak.bed_request_withdrawn": _("入院調整の依頼を取下げ"),
    "outbreak.bed_request_forgotten": _("終わった入院調整の依頼を消去"),
    "outbreak.bed_offered": _("施設に受入れを打診"),
    "outbreak.bed_accepted": _("施設が受入れを承諾"),
    "outbreak.bed_refused": _("施設が受入れを辞退"),
    "outbreak.bed_taken": _("患者が施設に到着"),
    "outbreak.bed_offer_withdrawn": _("受入れの打診を取消し"),
    "outbreak.bed_offer_expired": _("回答のなかった打診の期限切れ"),
}
BROKEN: Mapping[type[broken.BrokenRule], str | Promise] = {
    broken.NoCentre: _("この市町村を受け持つ保健所が、まだ登録されていません。保健所に電話してください。"),
    broken.Closed: _("この患者への対応は終わっています。"),
    broken.OpenTasks: _("急ぎの対応が残っています。先に終えてください。"),
    broken.NotYours: _("担当者か、感染症対応の責任者だけができます。先に「担当する」を押してください。"),
    broken.NotYourCase: _("この患者は、ほかの保健所が担当しています。患者番号を確かめてください。"),
    broken.NotOfThisCentre: _("引き継ぐ相手を、一覧から選んでください。"),
    broken.NothingToTake: _("連絡を待っている患者は、いまいません。"),
    broken.NotReached: _("まだ連絡がついていません。連絡がついたことを先に記録してください。"),
    broken.AlreadyDone: _("もう終わっています。"),
    broken.NothingSaid: _("内容を入力してください。"),
    broken.RoomTaken: _("その部屋には人がいるか、この患者にはもう部屋があります。"),
    broken.NotYet: _("療養を終える条件を、まだ満たしていません。医師だけが終えられます。"),
    broken.OwnProposal: _("自分の提案は承認できません。ほかの医師に頼んでください。"),
    broken.NotThePrefecture: _("数え方は、都道府県の職員だけが決められます。"),
    broken.NotThePrefectures: _("保健所と受け持つ市町村は、都道府県の管理者だけが登録できます。"),
    broken.CentreNotRegistered: _("この組織は、まだ保健所として登録されていません。都道府県の管理者に頼んでください。"),
    broken.NoSupervisor: _("この組織には感染症対応の責任者がいません。先に、責任者の役割を登録してください。"),
    broken.DayToCome: _("今日か、それより前の日を入力してください。例：2026-11-29"),
    broken.NotTheseRules: _("規則として読めません。"),
}


def refusal(of: broken.BrokenRule) -> str:
    return str(BROKEN[type(of)])
