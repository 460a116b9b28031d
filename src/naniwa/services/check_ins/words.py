"""What the rules refuse, in words for people."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from naniwa.services.check_ins.rules import broken

BROKEN: Mapping[type[broken.BrokenRule], str | Promise] = {
    broken.NoName: _("施設や催しの名前を入力してください。"),
    broken.LinkOver: _("この登録は終わっています。もう一度登録してください。"),
    broken.Stale: _("このコードは古くなりました。施設の画面に出ている新しいコードを読み取ってください。"),
    broken.NotOpenYet: _("チェックインはまだ始まっていません。しばらくしてからもう一度お試しください。"),
    broken.NotThen: _("いまはチェックインできません。催しの時間を確かめてください。"),
    broken.Busy: _("混み合っています。少し待ってから、もう一度押してください。"),
    broken.NotYours: _("この操作は、ほかの役割の職員が行います。"),
    broken.NotACentre: _("この組織は、通知を扱う保健所ではありません。府の管理者が「通知を扱う保健所」に登録します。"),
    broken.NotPrefecture: _("この操作は、府の管理者が行います。"),
    broken.CodeNotValid: _(
        "このコードは使えません。12けたの数字を確かめてください。一度使ったコードと期限の過ぎたコードは使えません。"
    ),
    broken.NoSuchDays: format_lazy(
        _("発症日は、今日までの{days}日間の日付で入力してください。"), days=settings.CHECK_IN_DAYS
    ),
    broken.AlreadyKeyed: _("鍵はもう作られています。"),
    broken.WrongPassphrase: _("合言葉が違います。もう一度入力してください。"),
    broken.KeyMissing: _("通知担当の鍵がこのサーバーにありません。管理者に連絡してください。"),
    broken.SamePerson: _(
        "コードを渡したか入力した人や、すでに承認した人は承認できません。ほかの決定権者が承認してください。"
    ),
    broken.NotNow: _("このお知らせは、もう承認されたか取りやめになっています。"),
    broken.NobodyToTell: _("基準に当てはまる人がいないため、お知らせは送りません。"),
}


def refusal(of: broken.BrokenRule) -> str:
    return str(BROKEN[type(of)])
