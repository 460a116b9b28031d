"""What is wrong with a row of a list, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from naniwa.services.taxes.rules.lines import BY_KEY, Problem

WORDS: Mapping[str, str | Promise] = {
    "missing": gettext_lazy("空欄です。入れてください。"),
    "long": gettext_lazy("長すぎます。短くしてください。"),
    "unknown": gettext_lazy("この税目はありません。例：固定資産税"),
    "twice": gettext_lazy("同じ通知書の同じ期が、上にもあります。"),
    "other": gettext_lazy("同じ通知書の上の行と違います。同じにしてください。"),
    "much": gettext_lazy("金額が大きすぎます。確かめてください。"),
    "with": gettext_lazy("同じ通知書のほかの行に、直すところがあります。"),
}
SHAPES: Mapping[str, str | Promise] = {
    "number": gettext_lazy("英数字とハイフンで、20字までです。例：2026-000001"),
    "year": gettext_lazy("西暦4桁です。例：2026"),
    "postcode": gettext_lazy("7桁です。例：530-0001"),
    "born_on": gettext_lazy("日付が読めません。例：1980-01-02"),
    "email": gettext_lazy("メールアドレスの形ではありません。例：hanako@example.jp"),
    "instalment": gettext_lazy("1から12までの数字です。"),
    "due_on": gettext_lazy("日付が読めません。例：2026-06-30"),
    "amount": gettext_lazy("1円以上の数字です。例：12,300"),
}


def head(problem: Problem) -> str:
    """The column, as the list heads it."""
    japanese, english = BY_KEY[problem.key].names[:2]
    return english if (get_language() or "ja").startswith("en") else japanese


def sentence(problem: Problem) -> str:
    """What to do."""
    return str(SHAPES[problem.key] if problem.code == "shape" else WORDS[problem.code])
