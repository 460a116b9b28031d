"""The wave of spring 2021 played again under three ways of giving beds; `--write` keeps what a page shows."""

import json
import sys
import time

import numpy as np

from benchmarks.support import report
from naniwa.services.outbreak.definitions.replaying import ASSUMED, RESULT, days, places
from naniwa.services.outbreak.rules.placement_replay import STRATEGIES, Outcome, replay

CASES = 55_318
"""As the feed has them from 2021-03-01 to 06-20."""


def told(outcome: Outcome, seconds: float) -> dict[str, object]:
    hours = np.asarray([hour for one in outcome.hours.values() for hour in one])
    return {
        "people": len(hours),
        "hours_late": round(float(hours.sum())),
        "people_late": int((hours > 0).sum()),
        "p90_hours": round(float(np.percentile(hours, 90)), 1),
        "without": outcome.without,
        "minutes": round(float(np.mean(outcome.minutes)), 1),
        "most_waiting": max(outcome.waiting),
        "by_severity": {
            kind: {"people": len(one), "hours_late": round(sum(one)), "people_late": sum(hour > 0 for hour in one)}
            for kind, one in sorted(outcome.hours.items())
        },
        "waiting": outcome.waiting,
        "seconds": round(seconds, 1),
    }


def main() -> None:
    """Every strategy over the same people and beds."""
    found = {}
    for name, strategy in STRATEGIES.items():
        began = time.perf_counter()
        outcome = replay(days(), places(), ASSUMED, strategy)
        found[name] = told(outcome, time.perf_counter() - began)
    cases = sum(day.cases for day in days())
    if "--write" in sys.argv:
        kept = {name: {key: value for key, value in one.items() if key != "seconds"} for name, one in found.items()}
        RESULT.write_text(json.dumps({"cases": cases, "strategies": kept}, indent=1) + "\n")
    keys = ("hours_late", "people_late", "without", "minutes", "seconds")
    short = {name: {key: one[key] for key in keys} for name, one in found.items()}
    report("replay", {"cases": cases, **short}, bar={"cases": CASES}, ok=cases == CASES)


if __name__ == "__main__":
    main()
