"""Broken rules as plain sentences for the member of staff who met one."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naniwa.services.procedures import rules
from naniwa.services.procedures.models import Application
from naniwa.services.procedures.operations.decisions import NoAmount

SENTENCES: Mapping[type[rules.BrokenRule], str | Promise] = {
    rules.AlreadyDecided: gettext_lazy("この申請はすでに決定されています。決定は変えられません。"),
    rules.OpenDeficiencies: gettext_lazy(
        "まだ開いている不備があります。ひとつずつ「解消」か「不備としない」を選んでから進めてください。"
    ),
    rules.NotReviewed: gettext_lazy("審査がまだ終わっていません。審査担当が審査を終えると決定できます。"),
    rules.SamePerson: gettext_lazy("あなたが審査した申請です。決定は別の人が行ってください。"),
    rules.NothingToSend: gettext_lazy("お知らせする不備がありません。不備を確認してから送ってください。"),
    rules.WrongState: gettext_lazy("申請の状態が変わったため、この操作はできません。今の状態を確かめてください。"),
    NoAmount: gettext_lazy("支給の決定には、0円より大きい金額が必要です。"),
}


def sentence(broken: rules.BrokenRule, case: Application | None = None) -> str:
    """What is in the way, and what to do."""
    if isinstance(broken, rules.TakenByAnother):
        name = str(case.assignee) if case and case.assignee else _("別の職員")
        return _("%(name)sさんが担当しています。代わるときは、先に担当を外してもらってください。") % {"name": name}
    found = next((words for kind, words in SENTENCES.items() if isinstance(broken, kind)), None)
    return str(found or _("この操作は今はできません。"))
