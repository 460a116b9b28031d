"""Beds and suggestions in words: why a bed is proposed, why none is, and what the rules refuse."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naniwa.design.dates import long_date
from naniwa.kernel.organisations.models import in_readers_language
from naniwa.services.outbreak.definitions.areas import names
from naniwa.services.outbreak.models import BedPool, Need, PlacementRequest
from naniwa.services.outbreak.queries.beds import Line, is_stale
from naniwa.services.outbreak.rules import placement_broken as broken
from naniwa.services.outbreak.rules.broken import BrokenRule
from naniwa.services.outbreak.rules.placement import OXYGEN, Choice
from naniwa.services.outbreak.words import BROKEN

REFUSED: Mapping[type[BrokenRule], str | Promise] = {
    broken.NoBedLeft: gettext_lazy("この病床は、たった今ほかの人に割り当てられました。ほかの候補を選んでください。"),
    broken.UnsafeBed: gettext_lazy("この病床は、症状の程度や必要なことに合わないため打診できません。"),
    broken.AlreadyOffered: gettext_lazy("この人には、もう打診をしています。先にその打診を取り消してください。"),
    broken.AlreadyAsked: gettext_lazy("この患者の入院調整は、もう依頼されています。"),
    broken.NotWaiting: gettext_lazy("この依頼は、取り下げられたか、受入れが決まっています。"),
    broken.OfferAnswered: gettext_lazy("この打診は、もう答えたか、取り消されたか、期限が過ぎています。"),
    broken.NoReason: gettext_lazy("受け入れられない理由を選んでください。"),
    broken.NotYourRequest: gettext_lazy("この依頼に打診できるのは、調整する組織の入院調整担当だけです。"),
    broken.NotYourFacility: gettext_lazy("この施設の報告と回答は、施設の職員だけができます。"),
    broken.FewerThanNone: gettext_lazy("使用中または清掃中の病床がありません。いまの数を入力し直してください。"),
}


def refusal(of: BrokenRule) -> str:
    return str(REFUSED.get(type(of)) or BROKEN[type(of)])


def area(name: str) -> str:
    """A medical area in the reader's language."""
    return in_readers_language(name, names().get(name, ""))


def needs(codes: Sequence[str]) -> str:
    return _("、").join(str(Need(code).label) for code in codes)


def reasons(line: Line, *, now: datetime) -> list[str]:
    """Why this bed for this person, the weightiest first."""
    told = [time_left(line.suggestion.hours_late), _("点数は%(n)s点です。") % {"n": line.request.score}]
    if line.suggestion.choice is None or line.pool is None:
        return [_without(line), *told]
    return [*told, *of_choice(line.suggestion.choice, line.pool, line.request, now=now)]


def time_left(hours_late: float) -> str:
    """How far the deadline is behind or ahead."""
    hours = f"{abs(hours_late):.0f}"
    if hours_late > 0:
        return _("期限を%(n)s時間過ぎています。") % {"n": hours}
    return _("期限まで%(n)s時間です。") % {"n": hours}


def _without(line: Line) -> str:
    if not line.suggestion.safe:
        return _("安全に受け入れられる施設が登録されていません。")
    if not line.suggestion.open:
        return _("安全に受け入れられる病床は%(n)sか所にありますが、空きがありません。") % {"n": line.suggestion.safe}
    return _("空いている病床は、期限をより長く過ぎた人か、点数のより高い人に提案しています。")


def of_choice(choice: Choice, pool: BedPool, request: PlacementRequest, *, now: datetime) -> list[str]:
    """What speaks for and against one bed."""
    found = [_fits(choice)]
    if request.needs:
        found.append(_("必要なこと（%(needs)s）に対応できます。") % {"needs": needs(request.needs)})
    found.append(_("車でおよそ%(n)s分です（推計）。") % {"n": choice.minutes})
    found.append(_("受け入れると、使用率は%(n)s%%になります。") % {"n": choice.in_use})
    if is_stale(pool, now=now):
        found.append(_stale(pool))
    return found


def _fits(choice: Choice) -> str:
    if choice.steps == 0:
        return _("症状の程度に合う病床です。")
    if choice.pool.bed == OXYGEN:
        return _("入院先が決まるまで、酸素投与を受けて待つ場所です。")
    return _("より重い人のための病床ですが、合う病床に空きがありません。")


def _stale(pool: BedPool) -> str:
    if pool.reported_at is None:
        return _("病床の数は、まだ報告されていません。")
    at = long_date(pool.reported_at, weekday=False, time=True)
    return _("病床の数が古くなっています（%(at)sの報告）。") % {"at": at}


def next_best(line: Line) -> str:
    """Where the person would go if the suggested bed were not there."""
    other = line.suggestion.next_best
    if other is None or line.next_best is None:
        return _("ほかに空いている安全な病床はありません。")
    given = {"facility": line.next_best.facility, "minutes": other.minutes, "in_use": other.in_use}
    return _("次の候補は%(facility)s（およそ%(minutes)s分、使用率%(in_use)s%%）です。") % given


def kept(line: Line) -> dict[str, object]:
    """The suggestion as figures, to be kept beside the offer that follows it."""
    choice, other = line.suggestion.choice, line.suggestion.next_best
    return {
        "hours_late": line.suggestion.hours_late,
        "score": line.request.score,
        "safe": line.suggestion.safe,
        "open": line.suggestion.open,
        "suggested": _figures(choice),
        "next_best": _figures(other),
    }


def _figures(choice: Choice | None) -> dict[str, object] | None:
    if choice is None:
        return None
    return {"pool": choice.pool.key, "steps": choice.steps, "minutes": choice.minutes, "in_use": choice.in_use}
