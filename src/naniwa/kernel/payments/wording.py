"""What to tell a clerk when a payout rule stands in the way."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from naniwa.kernel.payments import errors, rules
from naniwa.kernel.payments.failure_list import FailedTransfer, UnreadableList


def explain(error: Exception) -> str:
    """One sentence with the way out; an unknown error explains itself."""
    match error:
        case rules.NotABankingDay():
            return _("この日は銀行が休みです。平日で祝日でない日を選んでください。")
        case rules.TransferDayPassed():
            return _("振込日は明日以降の日を選んでください。")
        case rules.SamePerson():
            return _("作成した人は承認できません。別の担当者が承認してください。")
        case errors.UnmatchedFailures():
            return _("この振込依頼に見つからない行があります：%(rows)s") % {"rows": _rows(error)}
        case UnreadableList():
            return str(error)
    sentence = _SENTENCES.get(type(error))
    return sentence() if sentence else str(error)


def _rows(error: errors.UnmatchedFailures) -> str:
    return "、".join(_row(row) for row in error.rows[:10] if isinstance(row, FailedTransfer))


def _row(row: FailedTransfer) -> str:
    return row.reference or _("%(line)s行目") % {"line": row.line}


_SENTENCES: dict[type[Exception], Callable[[], str]] = {
    rules.NotWaivable: lambda: _("この案件は、口座や決定の内容を直さないと振り込めません。"),
    rules.NoReason: lambda: _(
        "振り込む理由を書いてください。例：同じ事業者の2店目で、別の申請であることを電話で確認した"
    ),
    errors.ClaimIsMoving: lambda: _("振込手続き中か、振込が済んでいるため、変更できません。"),
    errors.NothingToPay: lambda: _("振り込める案件がありません。"),
    errors.NoPayingAccount: lambda: _("振込元の口座が登録されていません。管理者に登録を頼んでください。"),
    errors.UnknownPayingBranch: lambda: _("振込元の銀行か支店が銀行一覧にありません。コードを確かめてください。"),
    errors.NotADraft: lambda: _("この振込依頼は、すでに承認されたか取りやめになっています。"),
    errors.NotReleased: lambda: _("結果を取り込めるのは、承認済みで結果がまだの振込依頼だけです。"),
    errors.NoAmountBack: lambda: _("入金額は1円以上、残りの額以下で入力してください（例：100,000）。"),
    errors.NotADayYet: lambda: _("入金日は、返還を求めた日から今日までの日を選んでください。"),
    errors.DueTooSoon: lambda: _("返還の期限は明日以降の日を選んでください。"),
}
