"""What the rules refuse, in words for people."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naniwa.services.appointments.rules import broken

BROKEN: Mapping[type[broken.BrokenRule], str | Promise] = {
    broken.NotOffered: _("この時間は予約できません。ほかの時間を選んでください。"),
    broken.Taken: _("この時間は、たった今ほかの方が予約しました。ほかの時間を選んでください。"),
    broken.TooMany: _("このメールアドレスでは、これ以上予約できません。先に、いまの予約を取り消してください。"),
    broken.NotNow: _("この予約では、いまはできません。いまの状態を確かめてください。"),
    broken.HoldOver: _("確認の時間が過ぎたため、この申込みは取り消されました。もう一度予約してください。"),
    broken.Overlapping: _(
        "同じ曜日の、ほかの受付時間と重なっています。時間を変えるか、先にその受付時間を終えてください。"
    ),
    broken.NoTime: _("終わりは、始まりより後にしてください。受付時間は、1回分より長くしてください。"),
    broken.NotYours: _("予約先と受付時間は、手続公開担当と管理者だけが変えられます。"),
    broken.NoName: _("名前を入力してください。"),
}


def refusal(of: broken.BrokenRule) -> str:
    return str(BROKEN[type(of)])
