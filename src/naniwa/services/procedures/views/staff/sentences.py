"""Broken rules as plain sentences for the member of staff who met one."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naniwa.services.procedures import rules
from naniwa.services.procedures.models import Application
from naniwa.services.procedures.operations.appeals import AppealOpen, WrongDay
from naniwa.services.procedures.operations.decisions import NoAmount
from naniwa.services.procedures.operations.duplicates import NoReason
from naniwa.services.procedures.operations.holds import AlreadyGone
from naniwa.services.procedures.operations.overlays import (
    LeftOpen,
    NotABase,
    NotAMunicipality,
    Overtaken,
    SecondPersonNeeded,
    Undecided,
    Unsound,
)
from naniwa.services.procedures.operations.paper import NotConfirmed
from naniwa.services.procedures.operations.recalls import NoTimeToPayBack
from naniwa.services.procedures.operations.saved_searches import NameTaken, NoName

SENTENCES: Mapping[type[rules.BrokenRule], str | Promise] = {
    rules.AlreadyDecided: gettext_lazy("この申請はすでに決定されています。決定は変えられません。"),
    rules.OpenDeficiencies: gettext_lazy(
        "まだ開いている不備があります。ひとつずつ「解消」か「不備としない」を選んでから進めてください。"
    ),
    rules.FeeUnpaid: gettext_lazy(
        "手数料のお支払いがまだ確かめられていません。納付を待つか、窓口で受け取ってから進めてください。"
    ),
    rules.NotReviewed: gettext_lazy("審査がまだ終わっていません。審査担当が審査を終えると決定できます。"),
    rules.SamePerson: gettext_lazy("あなたが審査した申請です。決定は別の人が行ってください。"),
    rules.SameClerk: gettext_lazy("あなたが紙から入力した申請です。決定は別の人が行ってください。"),
    rules.NoAccount: gettext_lazy(
        "口座が書かれていないと振り込めません。修正のお願いを送って、口座を書いてもらってください。"
    ),
    rules.NotYetReceived: gettext_lazy("受領日が先の日になっています。消印の日か、届いた日を入れてください。"),
    rules.NotOpen: gettext_lazy("受領日が受付期間の外です。日付を確かめ、正しければ申請した方に返送してください。"),
    rules.TooLate: gettext_lazy("修正の期限を過ぎて届いています。"),
    rules.NothingToSend: gettext_lazy("お知らせする不備がありません。不備を確認してから送ってください。"),
    rules.WrongState: gettext_lazy("申請の状態が変わったため、この操作はできません。今の状態を確かめてください。"),
    NoReason: gettext_lazy("理由を書いてください。例：法人番号と口座が同じで、同じ事業所の申請です"),
    NoName: gettext_lazy("検索に名前を付けてください。例：期限の近い飲食店"),
    NameTaken: gettext_lazy("同じ名前の検索があります。そちらの名前を変えるか、削除してから戻してください。"),
    rules.NoReason: gettext_lazy("理由を書いてください。あとから読む人に必要です。"),
    rules.SameApprover: gettext_lazy("あなたが決定した申請です。取消しは別の決定権者が行ってください。"),
    rules.SameHolder: gettext_lazy("あなたが止めた消去です。解除は別の人が行ってください。"),
    rules.MoneyIsMoving: gettext_lazy("銀行で振込の手続き中です。振込の結果が出てから取り消してください。"),
    rules.NotDecided: gettext_lazy("この申請はまだ決定されていません。"),
    NoTimeToPayBack: gettext_lazy("振込済みの申請です。返還の期限に、明日以降の日を選んでください。"),
    AlreadyGone: gettext_lazy("この申請の内容は、保存期間が満了したためすでに消去されています。"),
    AppealOpen: gettext_lazy("裁決を待つ審査請求がすでに記録されています。"),
    WrongDay: gettext_lazy("日付を確かめてください。決定の日から今日までの日を選びます。"),
    NotAMunicipality: gettext_lazy("市町村の職員として操作しているときだけできます。"),
    NotABase: gettext_lazy("この手続は、市町村に配られていません。"),
    Overtaken: gettext_lazy("ほかの人が先に変えました。今の内容を確かめてから、もう一度操作してください。"),
    Undecided: gettext_lazy("決めていない点があります。すべての点で、どちらにするかを選んでください。"),
    LeftOpen: gettext_lazy("市町村が決めるところが残っています。ひとつずつ、決めた内容に書き換えてください。"),
    Unsound: gettext_lazy("直すところが残っています。「直すところ」を見て、変更案を直してください。"),
    SecondPersonNeeded: gettext_lazy("あなたが提案した変更です。承認は別の人が行ってください。"),
    NotConfirmed: gettext_lazy(
        "本人の確認がまだか、確認のあとで内容が変わりました。画面を渡して、もう一度確かめてもらってください。"
    ),
    NoAmount: gettext_lazy("支給の決定には、0円より大きい金額が必要です。"),
}


def sentence(broken: rules.BrokenRule, case: Application | None = None) -> str:
    """What is in the way, and what to do."""
    if isinstance(broken, rules.TakenByAnother):
        name = str(case.assignee) if case and case.assignee else _("別の職員")
        return _("%(name)sさんが担当しています。代わるときは、先に担当を外してもらってください。") % {"name": name}
    found = next((words for kind, words in SENTENCES.items() if isinstance(broken, kind)), None)
    return str(found or _("この操作は今はできません。"))
