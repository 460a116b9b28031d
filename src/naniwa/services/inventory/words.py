"""What the rules say by codes, in words for people."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from naniwa.kernel.organisations.models import in_readers_language
from naniwa.services.inventory.operations import deciding, departments, saving, surveys
from naniwa.services.inventory.rules import seals, verdicts
from naniwa.services.inventory.rules.columns import BY_KEY, Column, Problem
from naniwa.services.inventory.rules.seals import BrokenRule, Word

PROBLEMS: Mapping[str, str | Promise] = {
    "required": gettext_lazy("「%(label)s」を入力してください。"),
    "too_long": gettext_lazy("%(length)s文字あります。%(most)s文字までに短くしてください。"),
    "not_a_code": gettext_lazy("課コードは、英数字とハイフンだけで入力してください。例：0101"),
    "not_a_number": gettext_lazy("「%(text)s」を数字として読めません。数字だけで入力してください。例：1200"),
    "too_large": gettext_lazy("数が大きすぎます。%(most)sまでで入力してください。"),
    "not_offered": gettext_lazy("「%(text)s」は選べません。次から選んでください：%(offered)s"),
    "article_without_law": gettext_lazy("条項だけが入っています。法令の名前も入力してください。"),
    "no_paper": gettext_lazy("情報を持つ行政機関だけが入っています。書類の名前も入力してください。"),
    "no_check": gettext_lazy("照合の時間か台帳だけが入っています。照合する内容も入力してください。例：所得"),
    "no_seal": gettext_lazy("根拠だけが入っています。印の種類も選んでください。"),
    "no_basis": gettext_lazy("印を求める根拠を入力してください。例：要綱の様式第1号、慣行"),
    "department_differs": gettext_lazy(
        "このコードの課は「%(name)s」です。課名を合わせるか、別のコードを入力してください。"
    ),
    "other_department": gettext_lazy("この課の手続は、あなたの担当ではありません。担当する課のコードにしてください。"),
    "unknown_row": gettext_lazy(
        "この行の手続が見つかりません。削除された手続です。新しい手続なら、隠れている列「行ID」を空にしてください。"
    ),
    "twice": gettext_lazy("%(line)s行目と同じ手続です。どちらかの行を消してください。"),
    "changed_meanwhile": gettext_lazy(
        "書き出した後に、ほかの人がこの手続を変えました。もう一度書き出して、変更を入れ直してください。"
    ),
}
BROKEN: Mapping[type[BrokenRule], str | Promise] = {
    saving.NotYours: gettext_lazy("この課の手続は、課の担当者と棚卸の責任者だけが変えられます。"),
    saving.ChangedMeanwhile: gettext_lazy("このページを開いたあとに、ほかの人がこの手続を変えました。"),
    saving.DepartmentDiffers: gettext_lazy("このコードには、別の名前の課が登録されています。"),
    saving.Removed: gettext_lazy("この手続は削除されています。先に元に戻してください。"),
    departments.NoName: gettext_lazy("課名を入力してください。"),
    departments.NotOfThisOffice: gettext_lazy(
        "この組織で役割を持つ職員のメールアドレスを入力してください。役割は「職員と役割」で付けられます。"
    ),
    surveys.NoTitle: gettext_lazy("調査の名前を入力してください。例：令和8年度 行政手続の棚卸調査"),
    surveys.DueInThePast: gettext_lazy("期限は、今日か今日より後の日にしてください。"),
    surveys.NoDepartments: gettext_lazy("調査する課を1つ以上選んでください。"),
    surveys.AskedAlready: gettext_lazy(
        "選んだ課の中に、ほかの調査に答えている課があります。その調査を先に終えてください。"
    ),
    surveys.Closed: gettext_lazy("この調査は終わっています。"),
    verdicts.UnknownProposal: gettext_lazy("この提案は、今の行からは出てきません。ページを開き直してください。"),
    verdicts.UnknownVerdict: gettext_lazy("採用、見送り、保留のどれかを選んでください。"),
    verdicts.NoReasonToDismiss: gettext_lazy("見送る理由を入力してください。"),
    deciding.NothingToDecide: gettext_lazy("決定できる印がありません。絞り込みを変えてください。"),
    seals.UnknownDecision: gettext_lazy("見直しの結果を選んでください。"),
    seals.NoReason: gettext_lazy("理由を入力してください。"),
    seals.NoLaw: gettext_lazy(
        "法令の名前がない印は、「法令により存続」にできません。先に手続の行に法令を入力してください。"
    ),
    seals.LawForbids: gettext_lazy(
        "法令が求める印は、この団体だけでは廃止できません。ログインか電子署名への置き換えを選ぶか、存続にしてください。"
    ),
}


def label(column: Column) -> str:
    return in_readers_language(column.ja, column.en)


def word(one: Word) -> str:
    return in_readers_language(one.ja, one.en)


def words(choices: tuple[Word, ...]) -> dict[str, str]:
    return {one.value: word(one) for one in choices}


def sentence(problem: Problem) -> str:
    """What is wrong and what to do."""
    column = BY_KEY.get(problem.key)
    facts: dict[str, str | int] = {"label": label(column) if column else "", **dict(problem.facts)}
    if problem.code == "not_offered" and column:
        facts["offered"] = _("、").join(word(choice) for choice in column.choices)
    return str(PROBLEMS[problem.code]) % facts


def refusal(broken: BrokenRule) -> str:
    if isinstance(broken, surveys.Unconfirmed):
        return ngettext(
            "まだ確認していない手続が%(n)s件あります。確認してから完了にしてください。",
            "まだ確認していない手続が%(n)s件あります。確認してから完了にしてください。",
            broken.count,
        ) % {"n": broken.count}
    return str(BROKEN[type(broken)])


def language() -> str:
    return get_language() or "ja"
