"""The wave of spring 2021 played again: what three ways of giving beds would have come to, and what that rests on."""

import json
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naniwa.design.charts import Chart, Series
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.outbreak.definitions.feeds import CREDIT, SOURCE
from naniwa.services.outbreak.definitions.replaying import ASSUMED, RESULT, days
from naniwa.services.outbreak.models import Severity
from naniwa.services.outbreak.rules.placement import DETOUR, KILOMETRES_AN_HOUR
from naniwa.services.outbreak.rules.placement_replay import GIVES_UP, STEP
from naniwa.services.outbreak.service import EVERYBODY
from naniwa.services.outbreak.views.dashboard_pictures import words

ORDER = ("matching", "greedy", "nearest_first")


@cache
def _result() -> Mapping[str, Any]:
    """As benchmarks/replay.py left it."""
    found: Mapping[str, Any] = json.loads(RESULT.read_text("utf-8"))
    return found


@staff_required(*EVERYBODY)
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    result = _result()
    context = {
        "cases": result["cases"],
        "better_for_severe": _better_for_severe(result["strategies"]),
        "rows": [(_name(key), result["strategies"][key]) for key in ORDER],
        "charts": [_late(result["strategies"]), _waiting(result["strategies"])],
        "assumed": _assumed(),
    }
    return render(request, "outbreak/beds/replay.html", context)


def _better_for_severe(strategies: Mapping[str, Any]) -> str:
    """Said aloud, as it need not be what is best for all together; empty where it is the matching."""
    best = min(ORDER, key=lambda key: strategies[key]["by_severity"]["severe"]["hours_late"])
    return "" if best == "matching" else _name(best)


def _name(key: str) -> str:
    return {
        "matching": _("全員をあわせて組み合わせる（この仕組みの提案）"),
        "greedy": _("急ぐ人から順に、いちばんよい病床"),
        "nearest_first": _("依頼の順に、いちばん近い病床"),
    }[key]


def _source() -> str:
    """Stands under every chart: what is real, and what is assumed."""
    shares = _("、").join(f"{Severity(kind).label} {100 * share:g}%" for kind, share in ASSUMED.shares.items())
    return _(
        "%(source)s（%(credit)s）の毎日の陽性者数と確保病床数。病床を要する人は陽性者のうち%(shares)sとした仮定によるシミュレーション"
    ) % {"source": words(SOURCE), "credit": CREDIT, "shares": shares}


def _late(strategies: Mapping[str, Any]) -> Chart:
    kinds = list(ASSUMED.shares)
    return Chart(
        id="replay-late",
        title=_("期限を過ぎた時間の合計（仮定によるシミュレーション）"),
        description=_(
            "3つの方法で、期限を過ぎて待った時間の合計を症状の程度ごとに比べています。同じ数字が下の表にあります。"
        ),
        labels=[str(Severity(kind).label) for kind in kinds],
        series=[
            Series(label=_name(key), values=[strategies[key]["by_severity"][kind]["hours_late"] for kind in kinds])
            for key in ORDER
        ],
        axis=_("症状の程度"),
        unit=_("時間"),
        source=_source(),
    )


def _waiting(strategies: Mapping[str, Any]) -> Chart:
    return Chart(
        id="replay-waiting",
        title=_("日ごとの待っている人（仮定によるシミュレーション）"),
        description=_("3つの方法で、1日の終わりに病床を待っている人数を比べています。同じ数字が下の表にあります。"),
        labels=[f"{one.day.year}/{one.day.month}/{one.day.day}" for one in days()],
        series=[Series(label=_name(key), values=strategies[key]["waiting"]) for key in ORDER],
        kind="line",
        axis=_("日"),
        unit=words(("人", "people")),
        source=_source(),
    )


def _assumed() -> list[tuple[str, str]]:
    """Everything that no source tells: each severity, beds, rounds, travel, and what is the same for every way."""
    return [*(_of(kind) for kind in ASSUMED.shares), *_of_all()]


def _of(kind: str) -> tuple[str, str]:
    low, high = ASSUMED.scores[kind]
    told = {
        "share": f"{100 * ASSUMED.shares[kind]:g}",
        "hours": ASSUMED.deadlines[kind],
        "days": ASSUMED.days[kind],
        "low": low,
        "high": high,
    }
    return (
        str(Severity(kind).label),
        _("陽性者の%(share)s%%。期限は%(hours)s時間後、病床を%(days)s日使い、点数は%(low)sから%(high)s点。") % told,
    )


def _of_all() -> list[tuple[str, str]]:
    beds = {"rooms": f"{ASSUMED.rooms:,}", **ASSUMED.facilities, "dialysis": f"{100 * ASSUMED.dialysis:g}"}
    rounds = {"hours": f"{STEP / timedelta(hours=1):g}", "days": GIVES_UP.days}
    travel = {"detour": f"{DETOUR:g}", "speed": f"{KILOMETRES_AN_HOUR:g}"}
    return [
        (
            _("施設"),
            _(
                "宿泊療養の部屋は%(rooms)s室。確保病床は、重症%(severe)s、軽症・中等症%(moderate)sの施設に同じだけ置く。"
                "入院する人の%(dialysis)s%%が透析を要し、10か所に1か所が対応する。"
            )
            % beds,
        ),
        (
            _("割り当て"),
            _(
                "%(hours)s時間ごとに割り当てる。%(days)s日待った人は病床を要しなくなったとみなし、それまでの時間を数える。"
            )
            % rounds,
        ),
        (_("移動"), _("直線距離の%(detour)s倍を、時速%(speed)skmで移動する。") % travel),
        (
            _("3つの方法に共通"),
            _(
                "同じ人が同じ時刻に依頼し、病床も同じ数にする。安全でない病床は使わず、より重い人が待つあいだ、"
                "その人たちのための病床はほかの人に使わない。"
            ),
        ),
    ]
