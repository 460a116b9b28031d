"""What a state means for the applicant: what happens now, what comes next, and by when."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naniwa.design.dates import long_date
from naniwa.design.parts import Event, Link
from naniwa.services.procedures.models import Application, State, Step, StepKind
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.views.states import status_of

NOW = {
    State.RECEIVED: gettext_lazy(
        "申請が届きました。これから職員が書類を確認します。いま、していただくことはありません。"
    ),
    State.UNDER_REVIEW: gettext_lazy("職員が書類を確認しています。いま、していただくことはありません。"),
    State.NEEDS_CORRECTION: gettext_lazy(
        "直していただきたいところがあります。内容を確かめて、期限までに再提出してください。"
    ),
    State.RESUBMITTED: gettext_lazy("直していただいた内容が届きました。職員がもう一度確認します。"),
    State.APPROVED: gettext_lazy("支給が決まりました。振込の準備をしています。"),
    State.DECLINED: gettext_lazy("審査の結果、支給しないことに決まりました。理由は下の決定に書いてあります。"),
    State.PAYMENT_IN_PROGRESS: gettext_lazy("銀行に振込を依頼しました。数日のうちに振り込まれます。"),
    State.PAID: gettext_lazy("指定の口座に振り込みました。通帳で確かめてください。"),
    State.TRANSFER_FAILED: gettext_lazy(
        "銀行から振込ができなかったと連絡がありました。口座を直してください。支給の決定は変わりません。"
    ),
    State.WITHDRAWN: gettext_lazy("申請を取り下げました。審査はしません。"),
    State.RECALLED: gettext_lazy(
        "決定が取り消されました。理由と、していただくことは、お送りしたお知らせに書いてあります。"
    ),
}
UNPAID = {
    State.APPROVED: gettext_lazy("申請が認められました。これからのことは、決定通知書に書いてあります。"),
    State.DECLINED: gettext_lazy("審査の結果、申請は認められませんでした。理由は下の決定に書いてあります。"),
}
"""Where nothing is paid, so that the decision is the end."""
TITLES = (gettext_lazy("受付"), gettext_lazy("審査"), gettext_lazy("決定"), gettext_lazy("振込"))
PLACES = {
    State.RECEIVED: 1,
    State.UNDER_REVIEW: 1,
    State.NEEDS_CORRECTION: 1,
    State.RESUBMITTED: 1,
    State.APPROVED: 3,
    State.PAYMENT_IN_PROGRESS: 3,
    State.TRANSFER_FAILED: 3,
    State.PAID: 4,
}
WAITING = frozenset({State.RECEIVED, State.UNDER_REVIEW, State.RESUBMITTED})
KINDS = {
    StepKind.ACCOUNT: gettext_lazy("口座を直しました"),
    StepKind.NOTICE: gettext_lazy("お知らせ"),
    StepKind.FEE: gettext_lazy("手数料を確認しました"),
    StepKind.TALK: gettext_lazy("オンライン相談の記録を付けました"),
}


@dataclass(frozen=True)
class Standing:
    """Where a case stands, in words; `expected` says by when the next step comes."""

    now: str
    expected: str
    steps: list[Link]


def standing(case: Application, now: datetime) -> Standing:
    """The case in plain words."""
    pays, state = live(case.version_id).procedure.pays, State(case.state)
    words = NOW[state] if pays else UNPAID.get(state, NOW[state])
    return Standing(str(words), expected(case, now), _steps(case, pays=pays))


def expected(case: Application, now: datetime) -> str:
    """By when the result will be known, as long as it is not."""
    if case.state not in WAITING or case.due_at is None:
        return ""
    if case.due_at < now:
        return _("予定より時間がかかっています。お待たせして申し訳ありません。結果が出たら、すぐにお知らせします。")
    return _("%(day)s ごろまでに結果をお知らせする予定です。") % {"day": long_date(case.due_at)}


def _steps(case: Application, *, pays: bool) -> list[Link]:
    """Receipt, review, decision, and payment where there is any; a case that ended otherwise has none of them left."""
    place = PLACES.get(State(case.state))
    if place is None:
        return []
    return [
        Link(label=str(title), done=at < place, current=at == place)
        for at, title in enumerate(TITLES if pays else TITLES[:-1])
    ]


def events(version: Live, steps: list[Step]) -> list[Event]:
    """The history as the applicant reads it, the newest first."""
    return [
        Event(at=step.at, title=_title(version, step), text=step.detail, state=step.state, current=at == 0)
        for at, step in enumerate(steps)
    ]


def _title(version: Live, step: Step) -> str:
    return str(KINDS.get(StepKind(step.kind)) or status_of(version, step.state).label)
