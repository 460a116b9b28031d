"""A mandate in words: who acts for whom under which number until when, and what was wrong with a proposal."""

from datetime import date

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from naniwa.kernel.mandates.models import Mandate
from naniwa.kernel.mandates.rules import Act
from naniwa.library import wareki

ACTS = {
    Act.APPLY: gettext_lazy("申請する"),
    Act.CORRECT: gettext_lazy("修正のお願いに答える"),
    Act.NOTICES: gettext_lazy("お知らせを受け取る"),
    Act.WITHDRAW: gettext_lazy("申請を取り下げる"),
    Act.MONEY: gettext_lazy("お金を受け取る"),
}
FAULTS = {
    "no_acts": gettext_lazy("できることを1つ以上選んでください。"),
    "ends_before": gettext_lazy("おわりの日が、はじまりの日か今日より前です。先の日を入れてください。"),
    "too_long": gettext_lazy("期間が長すぎます。この種類の代理で決められる長さの中で、おわりの日を入れてください。"),
    "unregistered": gettext_lazy("行政書士の登録番号を入力してください。例：12345678"),
    "no_birthday": gettext_lazy("お子さんの生年月日を入れてください。例：2015-04-01"),
    "not_born": gettext_lazy("生年月日が今日より後です。確かめてください。"),
    "of_age": gettext_lazy(
        "成人する日（18歳の誕生日の前の日）より後までは、代理できません。おわりの日を早めてください。"
    ),
    "no_paper_by_law": gettext_lazy(
        "成年後見人は登記事項証明書、親権者は戸籍などの写しを付けてください。法律による代理は、書類で確かめます。"
    ),
    "no_proof": gettext_lazy("本人のメールアドレスを入れるか、本人が署名した委任状を付けてください。"),
    "unknown_procedure": gettext_lazy("選べない手続があります。選び直してください。"),
    "no_account": gettext_lazy(
        "代理をするには、あなた自身のメールアドレスでログインしてください。職員の登録では代理できません。"
    ),
    "oneself": gettext_lazy("本人のメールアドレスを入れてください。あなた自身のアドレスは使えません。"),
    "asked_twice": gettext_lazy("同じメールアドレスが、上の行にもあります。どちらかを消してください。"),
    "asked_before": gettext_lazy("この方には、もう申し出ています。「申し出の状況」を見てください。"),
    "two_scopes": gettext_lazy("手続と受付番号は、どちらか一方だけにしてください。"),
}


def line(mandate: Mandate) -> str:
    """For staff, papers and files: by whom, for whom, under which number, until when."""
    return _("代理人 %(agent)s（%(kind)s）が %(principal)s の代理で（代理番号 %(number)s、%(day)sまで）") % {
        "agent": agent(mandate),
        "kind": mandate.get_kind_display(),
        "principal": mandate.principal_name,
        "number": mandate.reference,
        "day": day(mandate.ends_on),
    }


def day(when: date) -> str:
    """In the language in force, with its weekday."""
    english = (get_language() or "ja").startswith("en")
    return wareki.format_english(when) if english else wareki.format_date(when)


def agent(mandate: Mandate) -> str:
    """A professional with office and registration number."""
    if not mandate.registration:
        return mandate.agent_name
    return _("%(name)s（%(office)s 登録番号 %(registration)s）") % {
        "name": mandate.agent_name,
        "office": mandate.agent_office,
        "registration": mandate.registration,
    }


def acts(mandate: Mandate) -> list[str]:
    """What the agent may do, in the order of the table."""
    return [str(words) for act, words in ACTS.items() if act in mandate.acts]


def scope(mandate: Mandate, titles: list[str]) -> str:
    """For what: one case, named procedures (whose titles are given), or all."""
    if mandate.case:
        return _("受付番号 %(number)s の申請だけ") % {"number": mandate.case}
    return _("、").join(titles) if titles else str(_("すべての手続"))
