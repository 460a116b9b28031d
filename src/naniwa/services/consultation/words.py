"""What the rules refuse and what happened, in words for people."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naniwa.services.consultation.rules import broken

BROKEN: Mapping[type[broken.BrokenRule], str | Promise] = {
    broken.Closed: _("この相談は終わっています。続きがあれば、新しく相談を始めてください。"),
    broken.NothingSaid: _("メッセージを書くか、ファイルを選んでください。"),
    broken.TooLong: _("メッセージは2,000文字までにしてください。分けて送れます。"),
    broken.TooMany: _("同時に続けられる相談は5件までです。先に、終わった相談を閉じてください。"),
    broken.TakenByAnother: _("ほかの職員が担当しています。引き継いでもらってください。"),
    broken.NotTaken: _("先に「担当する」を押してください。"),
    broken.NotOfThisOffice: _("引き継ぐ相手を、一覧から選んでください。"),
    broken.NoCase: _("この相談は、申請のページから始めたものではありません。"),
    broken.NotYours: _("オンライン相談窓口は、手続公開担当と管理者だけが変えられます。"),
    broken.NoName: _("相談窓口の名前を入力してください。例：支援金 相談窓口"),
    broken.NoSuchMeeting: _("この方法のビデオ通話は、いま使えません。"),
    broken.MeetingUnavailable: _(
        "会議システムから返事がありません。少したってからもう一度ためすか、文字で相談を続けてください。"
    ),
    broken.BadLink: _(
        "会議のリンクは、https:// で始まるアドレスをそのまま貼り付けてください。例：https://meet.example.jp/room"
    ),
    broken.NotInCall: _("このビデオ通話は、つながっていません。終わったか、まだ始まっていません。"),
    broken.NotRecorded: _("この通話は録音されていません。両方が同意した通話だけを録音できます。"),
    broken.NotSpeech: _("録音として読めないファイルです。"),
    broken.TooMuchSpeech: _("録音が大きすぎます。"),
    broken.NoDraft: _("直せる記録の案はありません。まだできていないか、もう保存したものです。"),
}
HAPPENED: Mapping[str, str | Promise] = {
    "taken": _("職員が担当しました。"),
    "handed_over": _("ほかの職員に引き継ぎます。"),
    "closed": _("相談を終えました。"),
    "call_offered": _("職員がビデオ通話を案内しました。"),
    "call_begun": _("ビデオ通話を始めました。"),
    "call_declined": _("ビデオ通話はしないことになりました。"),
    "call_ended": _("ビデオ通話を終えました。"),
}


def refusal(of: broken.BrokenRule) -> str:
    return str(BROKEN[type(of)])
