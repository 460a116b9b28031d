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
}
HAPPENED: Mapping[str, str | Promise] = {
    "taken": _("職員が担当しました。"),
    "handed_over": _("ほかの職員に引き継ぎます。"),
    "closed": _("相談を終えました。"),
}


def refusal(of: broken.BrokenRule) -> str:
    return str(BROKEN[type(of)])
