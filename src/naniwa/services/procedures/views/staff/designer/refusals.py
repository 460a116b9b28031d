"""Why a draft was not saved or published, as plain sentences."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naniwa.services.procedures.operations import designing, designs_discarding, designs_publishing
from naniwa.services.procedures.operations.publishing import EmptyWindow
from naniwa.services.procedures.rules import BrokenRule

SENTENCES: Mapping[type[BrokenRule], str | Promise] = {
    designing.Overtaken: gettext_lazy("ほかの人が先に保存しました。今の内容を見て、もう一度行ってください。"),
    designing.TooLong: gettext_lazy("定義が長すぎます。画面や例を減らしてください。"),
    designing.UnderReview: gettext_lazy("公開前の確認を待っています。変えるには、先に確認の依頼を取り下げてください。"),
    designs_discarding.Gone: gettext_lazy("ほかの人が先に捨てたか、戻しました。一覧を確かめてください。"),
    designs_publishing.NotSound: gettext_lazy("直すところが残っています。すべて直してから、確認を頼んでください。"),
    designs_publishing.NothingAsked: gettext_lazy("確認の依頼がありません。取り下げられたか、もう決まっています。"),
    designs_publishing.OwnWork: gettext_lazy(
        "あなたが書いたか、確認を頼んだ下書きです。公開は、ほかの人が行ってください。"
    ),
    designs_publishing.NotYourOffice: gettext_lazy(
        "ほかの組織の手続です。「決定する組織」と「アドレスの名前」を確かめてください。"
    ),
    designs_publishing.NothingNew: gettext_lazy("公開されている版と同じ内容です。"),
    EmptyWindow: gettext_lazy("受付の期間を確かめてください。"),
    designs_publishing.NoNote: gettext_lazy("直してほしいことを書いてください。"),
}


def refusal(broken: BrokenRule) -> str:
    """What is in the way, and what to do."""
    found = next((words for kind, words in SENTENCES.items() if isinstance(broken, kind)), None)
    return str(found or _("この操作は今はできません。"))
