"""The figures behind each chart of the dashboard, with their names in both languages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from naniwa.kernel.organisations import queries as organisations
from naniwa.library.open_data import Column
from naniwa.library.spoken import said
from naniwa.library.suppression import lowered, rounded
from naniwa.services.outbreak.definitions import FIRST, defined
from naniwa.services.outbreak.definitions.feeds import POPULATION
from naniwa.services.outbreak.queries.dashboard import Groups, groups, known
from naniwa.services.outbreak.queries.dashboard_known import Known, Values
from naniwa.services.outbreak.queries.dashboard_sheet import COUNT, Kind, Sheet, Words, by_day
from naniwa.services.outbreak.queries.dashboard_waiting import last_change, waiting
from naniwa.services.outbreak.queries.dashboard_wards import ward_sheet, ward_sheets
from naniwa.services.outbreak.rules import estimates
from naniwa.services.outbreak.rules.estimates import Estimate
from naniwa.services.outbreak.rules.feeds import ELSEWHERE, NOWHERE

SHARE: Words = ("%", "%")
NOWCAST: Words = (
    ("見込みは、発症から公表までの日数（{of}）から推計しています。判明の割合が2割に満たない最近の日は示しません。"),
    (
        "The nowcast rests on days from onset to publication ({of}). "
        "Latest days of which less than a fifth is known are left out."
    ),
)
LAG: Words = (
    "その日までの28日間に公表され、発症日が分かる20人以上について数えています。大阪府の2020年8月までの6,078人では、中央値6日、90%は11日以内でした。",
    (
        "Of the cases reported in the 28 days up to each day whose onset is known, where they are 20 or more. "
        "Of 6,078 cases in Osaka up to August 2020 the median was 6 days, and 90 % came within 11."
    ),
)
REPRODUCTION: Words = (
    (
        "公表日別の人数から、Coriらの方法（7日間、発症間隔は平均4.7日・標準偏差2.9日）で推計しています。"
        "公表の遅れのぶん、感染の動きより遅れて見えます。"
    ),
    (
        "From cases by day of report, by the method of Cori et al. (7 days; serial interval of mean 4.7 and "
        "standard deviation 2.9 days). It trails infections by the delay of reports."
    ),
)


def sheets(*, days: int | None, few: bool, at: datetime | None = None) -> list[Sheet]:
    """Every chart in its order, over the last so many days; with `few` as it is made public, `at` a time as it was."""
    found = known(at)
    split = groups(days, at)
    drawn = [*(make(found) for make in MAKERS.values()), *ward_sheets()]
    return [
        *(one.last(days) for one in drawn),
        _waiting(few=few).last(days),
        *(_split(split, few=few) if split else []),
    ]


def sheet(key: str, *, days: int | None, few: bool, at: datetime | None = None) -> Sheet | None:
    """One of them."""
    if key in MAKERS:
        return MAKERS[key](known(at)).last(days)
    if ward := ward_sheet(key):
        return ward.last(days)
    if key == WAITING:
        return _waiting(few=few).last(days)
    split = groups(days, at)
    return next((one for one in (_split(split, few=few) if split else []) if one.key == key), None)


def _reported(found: Known) -> Sheet:
    positives = found.of("positives")
    return by_day(
        found,
        "reported",
        ("公表日別の新規陽性者数", "New cases by day of report"),
        [
            (Column("positives", "新規陽性者数", "New cases"), positives),
            (Column("mean_7_days", "7日間の平均", "Mean of 7 days"), estimates.mean_of_week(positives)),
        ],
        kind="mixed",
    )


def _onset(found: Known) -> Sheet:
    onsets = found.of("onsets")
    last = max((at for at, value in enumerate(onsets) if value is not None), default=-1)
    # The last day with an onset was told of on the feed's last day; what is not told of yet is nought so far.
    counted = [value or 0.0 for value in onsets]
    spread = defined()[FIRST].spread
    delays = spread.delays if spread else ()
    completed = (
        estimates.completed(counted, estimates.reported_by(delays)) if delays and last >= 0 else [None] * len(counted)
    )
    shown = [
        one if one and at > last - len(delays) and onsets[at] is not None else None for at, one in enumerate(completed)
    ]
    return by_day(
        found,
        "onset",
        ("発症日別の陽性者数と見込み", "Cases by day of onset, and what is yet to be reported"),
        [
            (Column("nowcast", "見込み", "Nowcast"), _middles(shown, 0)),
            (Column("onsets", "これまでに判明", "Known so far"), onsets),
            (Column("nowcast_low", "見込みの下限（95%）", "Nowcast, low (95 %)"), _edges(shown, 0)[0]),
            (
                Column("nowcast_high", "見込みの上限（95%）", "Nowcast, high (95 %)"),
                _edges(shown, 0)[1],
            ),
        ],
        note=(NOWCAST[0].format(of=said(spread.delays_of, "ja")), NOWCAST[1].format(of=said(spread.delays_of, "en")))
        if spread
        else ("", ""),
    )


def _lag(found: Known) -> Sheet:
    return by_day(
        found,
        "lag",
        ("発症から公表までの日数", "Days from onset to report"),
        [
            (Column("median", "中央値", "Median"), found.of("lag_median")),
            (Column("p90", "90%の人が公表された日数", "90th percentile"), found.of("lag_p90")),
        ],
        unit=("日", "days"),
        note=LAG,
    )


def _rate(found: Known) -> Sheet:
    return by_day(
        found,
        "per-100000",
        ("人口10万人あたりの1週間の新規陽性者数", "New cases of a week for every 100,000 inhabitants"),
        [
            (
                Column("per_100_000", "人口10万人あたり", "For every 100,000"),
                estimates.per_100_000(found.of("positives"), POPULATION),
            ),
            (Column("published", "府の公表値", "As the prefecture published"), found.of("per_100_000")),
        ],
        note=(f"人口は{POPULATION:,}人として計算しています。", f"With a population of {POPULATION:,}."),
    )


def _tests(found: Known) -> Sheet:
    tests = found.of("tests")
    return by_day(
        found,
        "tests",
        ("検査件数", "Tests"),
        [
            (Column("tests", "検査件数", "Tests"), tests),
            (Column("mean_7_days", "7日間の平均", "Mean of 7 days"), estimates.mean_of_week(tests)),
        ],
        kind="mixed",
        unit=("件", "tests"),
    )


def _positivity(found: Known) -> Sheet:
    rate = estimates.positivity(found.of("positives"), found.of("tests"))
    return by_day(
        found,
        "positivity",
        ("陽性率（7日間）", "Positivity (7 days)"),
        [(Column("positivity", "陽性率", "Positivity"), rate)],
        unit=SHARE,
    )


def _reproduction(found: Known) -> Sheet:
    counts = [value or 0.0 for value in found.of("positives")]
    spread, told = defined()[FIRST].spread, list[Estimate | None]([None] * len(counts))
    if spread and counts:
        interval = estimates.Transmission(mean_days=spread.mean_days, sd_days=spread.sd_days)
        prior = (interval.prior_mean, interval.prior_sd)
        told = estimates.reproduction(counts, estimates.serial_interval(interval), prior=prior)
    return by_day(
        found,
        "reproduction",
        ("実効再生産数の推計", "Estimated reproduction number"),
        [
            (Column("r", "実効再生産数", "Reproduction number"), _middles(told, 2)),
            (Column("r_low", "下限（95%）", "Low (95 %)"), _edges(told, 2)[0]),
            (Column("r_high", "上限（95%）", "High (95 %)"), _edges(told, 2)[1]),
        ],
        unit=("", ""),
        note=REPRODUCTION,
    )


def _beds(kind: str, title: Words) -> Callable[[Known], Sheet]:
    def make(found: Known) -> Sheet:
        return by_day(
            found,
            f"beds-{kind}",
            title,
            [
                (Column("occupied", "入院者数", "Patients in hospital"), found.of(f"{kind}_occupied")),
                (Column("secured", "その段階で確保した病床", "Beds secured in the phase"), found.of(f"{kind}_secured")),
            ],
            unit=("床", "beds"),
        )

    return make


def _use(found: Known) -> Sheet:
    return by_day(
        found,
        "bed-use",
        ("病床の使用率", "Share of secured beds in use"),
        [
            (Column(kind, *words), estimates.share_of(found.of(f"{kind}_occupied"), found.of(f"{kind}_secured")))
            for kind, words in (("severe", ("重症", "Severe")), ("moderate", ("軽症・中等症", "Mild and moderate")))
        ],
        unit=SHARE,
    )


def _in_care(found: Known) -> Sheet:
    return by_day(
        found,
        "in-care",
        ("療養している人", "People in care"),
        [(Column("in_care", "現在陽性者数", "People in care"), found.of("in_care"))],
    )


def _deaths(found: Known) -> Sheet:
    deaths = found.of("deaths")
    return by_day(
        found,
        "deaths",
        ("公表日別の死亡者数", "Deaths by day of report"),
        [
            (Column("deaths", "死亡者数", "Deaths"), deaths),
            (Column("mean_7_days", "7日間の平均", "Mean of 7 days"), estimates.mean_of_week(deaths)),
        ],
        kind="mixed",
    )


def _middles(told: Sequence[Estimate | None], places: int) -> list[float | None]:
    return [None if one is None else round(one.middle, places) for one in told]


def _edges(told: Sequence[Estimate | None], places: int) -> tuple[Values, Values]:
    """Low and high ends."""
    low = [None if one is None else round(one.low, places) for one in told]
    return low, [None if one is None else round(one.high, places) for one in told]


MAKERS: Mapping[str, Callable[[Known], Sheet]] = {
    "reported": _reported,
    "onset": _onset,
    "lag": _lag,
    "per-100000": _rate,
    "tests": _tests,
    "positivity": _positivity,
    "reproduction": _reproduction,
    "beds-severe": _beds("severe", ("重症病床", "Beds for severe cases")),
    "beds-moderate": _beds("moderate", ("軽症・中等症病床", "Beds for mild and moderate cases")),
    "bed-use": _use,
    "in-care": _in_care,
    "deaths": _deaths,
}

WAITING = "waiting"


def _waiting(*, few: bool) -> Sheet:
    """Of the placements that were asked for here; a day without a change has the number of the day before."""
    changed = waiting()
    first = min(changed, default=None)
    days = [first + timedelta(days=at) for at in range((max(changed) - first).days + 1)] if first else []
    counts: list[float | None] = []
    for day in days:
        counts.append(changed.get(day, counts[-1] if counts else None))
    shown = [None if one is None else (lowered(int(one)) or None) if few else one for one in counts]
    return Sheet(
        key=WAITING,
        title=("病床を待っている人", "People who wait for a bed"),
        kind="line",
        unit=COUNT,
        columns=(Column("waiting", "1日の終わりに待っている人", "Waiting at the end of the day"),),
        labels=tuple(day.isoformat() for day in days),
        values=(tuple(shown),),
        note=("この仕組みで入院調整を依頼された人です。", "People for whom a bed was asked for here."),
        reported_at=last_change(),
        hides=few,
    )


AGES: Mapping[str, Words] = {
    "preschool": ("未就学児", "Before school"),
    "school": ("就学児（10歳未満）", "At school, below 10"),
    **{str(age): (f"{age}代", f"{age} to {age + 9}") for age in range(10, 100, 10)},
    "100": ("100歳以上", "100 and older"),
    "unknown": ("調査中・不明", "Not known"),
}


def _split(found: Groups, *, few: bool) -> list[Sheet]:
    """By age and by municipality; what is made public goes in fives, and nought then stands for a few."""
    places = {
        **{one.code: (one.name, one.name_en) for one in organisations.municipalities()},
        ELSEWHERE: ("府外", "Elsewhere"),
        NOWHERE: ("調査中・不明", "Not known"),
    }
    ages, where = [found.ages.get(code, 0) for code in AGES], [found.places.get(code, 0) for code in places]
    if few:
        shown = rounded(found.total, [ages, where])
        ages, where = (list(one) for one in shown.tables)
    drawn = [
        _group("age", ("年代別の陽性者数", "Cases by age"), "bar", AGES, ages, few=few),
        _group("municipality", ("市町村別の陽性者数", "Cases by municipality"), "map", places, where, few=few),
    ]
    return [replace(one, note=_period(found.since, found.until)) for one in drawn]


def _group(key: str, title: Words, kind: Kind, names: Mapping[str, Words], counts: list[int], *, few: bool) -> Sheet:
    return Sheet(
        key=key,
        title=title,
        kind=kind,
        unit=COUNT,
        columns=(Column("cases", "陽性者数", "Cases"),),
        labels=tuple(names),
        values=(tuple((count or None) if few else count for count in counts),),
        names=names,
        hides=few and not all(counts),
    )


def _period(since: date, until: date) -> Words:
    ja = f"{since:%Y-%m-%d}から{until:%Y-%m-%d}までに公表された、1人ずつの記録がある陽性者を数えています。"
    return ja, f"Cases told one by one, reported from {since:%Y-%m-%d} to {until:%Y-%m-%d}."
