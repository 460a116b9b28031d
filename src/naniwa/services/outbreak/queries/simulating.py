"""What other rules would have said of the reports of the past: by sets, and nothing is written."""

from collections import Counter
from dataclasses import dataclass

from naniwa.services.outbreak.models import Observation
from naniwa.services.outbreak.rules import levels
from naniwa.services.outbreak.rules.regime import LEVELS, Regime

MOST = 50_000


@dataclass(frozen=True, slots=True)
class Tried:
    """How many reports have each level now and then, and how many go from one to another."""

    reports: int
    rows: list[tuple[str, int, int]]
    moved: list[tuple[str, str, int]]


def compare(organisation_id: int, now: Regime, other: Regime, *, disease: str) -> Tried:
    """Over the centre's last MOST reports, each with the risk that its case has today."""
    found = Observation.objects.filter(case__organisation_id=organisation_id, case__disease=disease)
    columns = ("case_id", "temperature", "spo2", "mood", "symptoms", "case__risk")
    before: dict[int, int] = {}
    pairs: Counter[tuple[str, str]] = Counter()
    reports = found.order_by("-at").values_list(*columns)[:MOST]
    for case, temperature, spo2, mood, symptoms, risk in reversed(list(reports)):
        report = levels.Report(
            temperature=float(temperature) if temperature is not None else None,
            spo2=spo2,
            spo2_before=before.get(case),
            mood=mood,
            symptoms=symptoms,
        )
        if spo2 is not None:
            before[case] = spo2
        pairs[levels.judge(now, report, risk=risk).level, levels.judge(other, report, risk=risk).level] += 1
    return _tried(pairs)


def _tried(pairs: Counter[tuple[str, str]]) -> Tried:
    rows: list[tuple[str, int, int]] = [
        (
            level,
            sum(count for (first, _then), count in pairs.items() if first == level),
            sum(count for (_first, then), count in pairs.items() if then == level),
        )
        for level in reversed(LEVELS)
    ]
    moved = sorted((first, then, count) for (first, then), count in pairs.items() if first != then)
    return Tried(pairs.total(), rows, moved)
