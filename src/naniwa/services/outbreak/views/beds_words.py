"""Beds and suggestions in words: why a bed is proposed, why none is, and what the rules refuse."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naniwa.design.dates import long_date
from naniwa.kernel.organisations.models import in_readers_language
from naniwa.services.outbreak.definitions.areas import names
from naniwa.services.outbreak.models import BedPool, Need, PlacementRequest, Suggested
from naniwa.services.outbreak.queries.beds import is_stale
from naniwa.services.outbreak.rules import placement_broken as broken
from naniwa.services.outbreak.rules.broken import BrokenRule
from naniwa.services.outbreak.rules.placement import OXYGEN
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
    broken.FacilityKnown: gettext_lazy("この名前の施設は、もう登録されています。一覧から開いて変更してください。"),
    broken.PoolKnown: gettext_lazy(
        "この施設には、同じ種類で同じ設備の病床がもうあります。その確保数を変えてください。"
    ),
    broken.FewerThanNone: gettext_lazy("使用中または清掃中の病床がありません。いまの数を入力し直してください。"),
}


def refusal(of: BrokenRule) -> str:
    return str(REFUSED.get(type(of)) or BROKEN[type(of)])


def area(name: str) -> str:
    """A medical area in the reader's language."""
    return in_readers_language(name, names().get(name, ""))


def needs(codes: Sequence[str]) -> str:
    return _("、").join(str(Need(code).label) for code in codes)


def reasons(request: PlacementRequest, *, now: datetime) -> list[str]:
    """Why this bed for this person, the weightiest first; why there is none; or that it is being worked out."""
    about = [time_left(hours_late(request, now)), _("点数は%(n)s点です。") % {"n": request.score}]
    suggestion = suggestion_of(request)
    if suggestion is None:
        return [*about, _("提案を計算しています。1分ほどで出ます。")]
    if suggestion.pool is None or suggestion.figures is None:
        return [_without(suggestion), *about]
    if not suggestion.pool.free:
        return [_("提案した病床は、たった今埋まりました。提案を計算し直しています。"), *about]
    return [*about, *of_choice(suggestion.figures, suggestion.pool, request, now=now)]


def suggestion_of(request: PlacementRequest) -> Suggested | None:
    return getattr(request, "suggestion", None)


def hours_late(request: PlacementRequest, now: datetime) -> float:
    """Past the deadline; negative before it."""
    return (now - request.deadline) / timedelta(hours=1)


def time_left(hours_late: float) -> str:
    """How far the deadline is behind or ahead."""
    hours = f"{abs(hours_late):.0f}"
    if hours_late > 0:
        return _("期限を%(n)s時間過ぎています。") % {"n": hours}
    return _("期限まで%(n)s時間です。") % {"n": hours}


def _without(suggestion: Suggested) -> str:
    if not suggestion.safe:
        return _("安全に受け入れられる施設が登録されていません。")
    if not suggestion.open:
        return _("安全に受け入れられる病床は%(n)sか所にありますが、空きがありません。") % {"n": suggestion.safe}
    return _("空いている病床は、期限をより長く過ぎた人か、点数のより高い人に提案しています。")


def of_choice(figures: Mapping[str, int], pool: BedPool, request: PlacementRequest, *, now: datetime) -> list[str]:
    """What speaks for and against one bed."""
    found = [_fits(figures["steps"], pool.bed)]
    if request.needs:
        found.append(_("必要なこと（%(needs)s）に対応できます。") % {"needs": needs(request.needs)})
    found.append(_("車でおよそ%(n)s分です（推計）。") % {"n": figures["minutes"]})
    found.append(_("受け入れると、使用率は%(n)s%%になります。") % {"n": figures["in_use"]})
    if is_stale(pool, now=now):
        found.append(_stale(pool))
    return found


def _fits(steps: int, bed: str) -> str:
    if steps == 0:
        return _("症状の程度に合う病床です。")
    if bed == OXYGEN:
        return _("入院先が決まるまで、酸素投与を受けて待つ場所です。")
    return _("より重い人のための病床ですが、合う病床に空きがありません。")


def _stale(pool: BedPool) -> str:
    if pool.reported_at is None:
        return _("病床の数は、まだ報告されていません。")
    at = long_date(pool.reported_at, weekday=False, time=True)
    return _("病床の数が古くなっています（%(at)sの報告）。") % {"at": at}


def next_best(request: PlacementRequest) -> str:
    """Where the person would go if the suggested bed were not there."""
    suggestion = suggestion_of(request)
    if suggestion is None:
        return ""
    if suggestion.next_best is None or suggestion.next_figures is None:
        return _("ほかに空いている安全な病床はありません。")
    told = {"facility": suggestion.next_best.facility, **suggestion.next_figures}
    return _("次の候補は%(facility)s（およそ%(minutes)s分、使用率%(in_use)s%%）です。") % told


def kept(request: PlacementRequest, *, now: datetime) -> dict[str, object]:
    """The suggestion as figures, to be kept beside the offer that follows it."""
    told: dict[str, object] = {"hours_late": round(hours_late(request, now), 1), "score": request.score}
    suggestion = suggestion_of(request)
    if suggestion is None:
        return told
    return {
        **told,
        "safe": suggestion.safe,
        "open": suggestion.open,
        "suggested": _figures(suggestion.pool, suggestion.figures),
        "next_best": _figures(suggestion.next_best, suggestion.next_figures),
    }


def _figures(pool: BedPool | None, figures: Mapping[str, int] | None) -> dict[str, object] | None:
    return {"pool": pool.reference, **figures} if pool and figures else None
