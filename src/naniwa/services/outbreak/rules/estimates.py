"""What is estimated from daily counts: means, rates, the reproduction number, and cases that are yet to be reported.

The reproduction number is that of Cori, Ferguson, Fraser and Cauchemez (Am J Epidemiol 2013;178:1505): with gamma
prior and Poisson counts its posterior is a gamma distribution. Every figure comes with a 95 % interval.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from naniwa.services.outbreak.rules.distributions import gamma_below, gamma_quantile, more_before

type Values = Sequence[float | None]

WEEK, MONTH = 7, 28
LOW, HIGH = 0.025, 0.975
LONGEST_LAG, LEAST_LAGS = 60, 20
LEAST_SHARE = 0.2
"""A day of which less than this share is reported by now says too little to be completed."""
LEAST_COUNT = 11
"""Cases in a window below which the interval of the reproduction number says nothing (Cori et al., web appendix)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transmission:
    """Of one pathogen: days between infector and infected, by onset, and what is believed of R before any case."""

    mean_days: float
    sd_days: float
    longest_days: int = 20
    prior_mean: float = 5.0
    prior_sd: float = 5.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """A middle and the 95 % interval around it."""

    middle: float
    low: float
    high: float


def serial_interval(pathogen: Transmission) -> NDArray[np.float64]:
    """Shares of the days 0, 1, 2 ...: nought for day 0, and a gamma distribution cut at half days after it."""
    shape = (pathogen.mean_days / pathogen.sd_days) ** 2
    edges = [(day + 0.5) * shape / pathogen.mean_days for day in range(pathogen.longest_days + 1)]
    reached = gamma_below([shape] * len(edges), edges)
    shares = np.concatenate([[0.0], np.diff(np.concatenate([[0.0], reached[1:]]))])
    return np.asarray(shares / shares.sum(), dtype=np.float64)


def reproduction(
    counts: Sequence[float],
    shares: Sequence[float] | NDArray[np.float64],
    *,
    window: int = WEEK,
    prior: tuple[float, float] = (5.0, 5.0),
) -> list[Estimate | None]:
    """R of the window that ends on each day; `prior` is mean and standard deviation. None before it says anything."""
    if len(counts) <= window:
        return [None] * len(counts)
    cases = np.asarray(counts, dtype=np.float64)
    pressure = np.convolve(cases, np.asarray(shares, dtype=np.float64))[: len(cases)]
    seen, expected = _windows(cases, window), _windows(pressure, window)
    shape = (prior[0] / prior[1]) ** 2 + seen
    scale = 1 / (prior[0] / prior[1] ** 2 + expected)
    low, high = (gamma_quantile(shape, end) * scale for end in (LOW, HIGH))
    found = [Estimate(*map(float, one)) for one in zip(shape * scale, low, high, strict=True)]
    told = (seen >= LEAST_COUNT) & (expected > 0)
    return [None] * window + [one if known else None for one, known in zip(found, told, strict=True)]


def _windows(values: NDArray[np.float64], window: int) -> NDArray[np.float64]:
    """Sums over the `window` days up to each day but the first window, of which the infectors are not known."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    return np.asarray(sums[window + 1 :] - sums[1:-window], dtype=np.float64)


def mean_of_week(values: Values) -> list[float | None]:
    """Of the seven days up to each; None where one of them is unknown."""
    found: list[float | None] = []
    for at in range(len(values)):
        week = [value for value in values[max(at - WEEK + 1, 0) : at + 1] if value is not None]
        found.append(round(sum(week) / WEEK, 1) if len(week) == WEEK else None)
    return found


def per_100_000(values: Values, population: int) -> list[float | None]:
    """Counts of the seven days up to each for every 100,000 inhabitants, to two places as the prefecture gives them."""
    return [None if mean is None else round(mean * WEEK * 100_000 / population, 2) for mean in _exact_means(values)]


def _exact_means(values: Values) -> list[float | None]:
    weeks = [values[max(at - WEEK + 1, 0) : at + 1] for at in range(len(values))]
    return [
        sum(one for one in week if one is not None) / WEEK if len(week) == WEEK and None not in week else None
        for week in weeks
    ]


def positivity(positives: Values, tests: Values) -> list[float | None]:
    """Per cent of the tests of seven days that were positive."""
    pairs = zip(_exact_means(positives), _exact_means(tests), strict=True)
    return [round(100 * found / tested, 1) if found is not None and tested else None for found, tested in pairs]


def share_of(occupied: Values, secured: Values) -> list[float | None]:
    """Per cent of the secured beds in which somebody lies; it may pass 100."""
    pairs = zip(occupied, secured, strict=True)
    return [round(100 * lying / beds, 1) if lying is not None and beds else None for lying, beds in pairs]


def reported_by(delays: Sequence[int], longest: int = 60) -> NDArray[np.float64]:
    """Share of the cases reported within 0, 1, 2 ... days of onset; `delays` count cases by days, day 0 first."""
    counts = np.asarray(delays[: longest + 1], dtype=np.float64)
    total = counts.sum()
    return np.cumsum(counts) / total if total else np.ones(1)


def lags(counts: Sequence[tuple[int, int, int]], days: int) -> list[tuple[int, int] | None]:
    """Median and 90th percentile of the days from onset to report, over the 28 days up to each of `days` days.

    `counts` are (day, days from onset to report, cases). None where fewer than 20 cases of the window tell.
    """
    table = np.zeros((days + MONTH, LONGEST_LAG + 1))
    for day, lag, count in counts:
        table[day + MONTH, min(lag, LONGEST_LAG)] += count
    sums = np.cumsum(table, axis=0)
    reached = np.cumsum(sums[MONTH:] - sums[:-MONTH], axis=1)
    return [
        (int(np.searchsorted(one, one[-1] * 0.5)), int(np.searchsorted(one, one[-1] * 0.9)))
        if one[-1] >= LEAST_LAGS
        else None
        for one in reached
    ]


def completed(counts: Sequence[float], share: NDArray[np.float64] | Sequence[float]) -> list[Estimate | None]:
    """Counts by onset as they will be once all is reported; the last of `counts` is the day of counting.

    With n cases seen, of which each was to be seen by now with probability p, those yet to come follow a negative
    binomial distribution of n + 1 and p. None where p is below `LEAST_SHARE`; what is complete comes as it is.
    """
    return [_completed(count, _at(share, len(counts) - 1 - day)) for day, count in enumerate(counts)]


def _at(share: NDArray[np.float64] | Sequence[float], age: int) -> float:
    return float(share[min(age, len(share) - 1)])


def _completed(count: float, share: float) -> Estimate | None:
    if share < LEAST_SHARE:
        return None
    if share > 1 - 1e-9:
        return Estimate(count, count, count)
    low, high = (count + more_before(count + 1, share, end) for end in (LOW, HIGH))
    return Estimate(round(count / share, 1), low, high)
