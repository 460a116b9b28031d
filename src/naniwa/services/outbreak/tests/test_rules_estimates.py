"""Estimates against figures of others: epyestim 0.1 for the reproduction number, and what can be counted by hand."""

import pytest

from naniwa.services.outbreak.definitions import FIRST, defined
from naniwa.services.outbreak.rules.estimates import (
    Estimate,
    Transmission,
    completed,
    lags,
    mean_of_week,
    per_100_000,
    positivity,
    reported_by,
    reproduction,
    serial_interval,
    share_of,
)

CASES = [
    56, 81, 98, 81, 74, 82, 76, 38, 103, 84, 88, 111, 120, 92, 67, 86, 147, 141, 158, 153, 100, 79, 183, 262, 266, 300,
    386, 323, 213, 432, 600, 616, 613, 666, 593, 341, 731, 879, 957, 927, 991, 827, 602, 1099, 1130, 1208, 1206, 1161,
    1219, 719, 1153, 1241, 1167, 1161, 1097, 1050, 922, 1230, 1260, 1171, 1041,
]  # fmt: skip
"""Osaka Prefecture, by day of report, 2021-03-01 to 04-30."""
SHARES = [0.0, 0.233, 0.359, 0.198, 0.103, 0.053, 0.027, 0.014, 0.007, 0.003, 0.002, 0.001]
"""Serial interval of influenza in 2009 (Ferguson et al. 2005), as the authors' own package has it."""
SPREAD = defined()[FIRST].spread
assert SPREAD
DELAYS = SPREAD.delays
INTERVAL = Transmission(mean_days=SPREAD.mean_days, sd_days=SPREAD.sd_days)


@pytest.mark.parametrize(
    ("day", "middle", "low", "high"),
    [
        (7, 1.252246, 1.147987, 1.360972),
        (26, 1.374939, 1.307908, 1.443621),
        (46, 1.111497, 1.085727, 1.137565),
        (60, 0.989586, 0.967707, 1.011707),
    ],
)
def test_the_reproduction_number_is_that_of_another_program(day: int, middle: float, low: float, high: float) -> None:
    """As estimate_r of epyestim (…, a_prior=1, b_prior=5, window_size=7), gamma_quantiles."""
    found = reproduction(CASES, SHARES)[day]
    assert found
    assert (found.middle, found.low, found.high) == pytest.approx((middle, low, high), abs=1e-6)


def test_the_reproduction_number_is_not_told_of_few_cases_or_before_a_week() -> None:
    assert reproduction([1] * 14, SHARES) == [None] * 14
    assert reproduction(CASES, SHARES)[:7] == [None] * 7
    assert reproduction([], SHARES) == []


def test_a_serial_interval_has_no_day_nought_and_its_own_mean() -> None:
    shares = serial_interval(INTERVAL)
    assert shares[0] == 0
    assert shares.sum() == pytest.approx(1)
    assert sum(day * share for day, share in enumerate(shares)) == pytest.approx(INTERVAL.mean_days, abs=0.2)


def test_what_is_half_known_is_doubled_with_an_interval_and_what_is_hardly_known_is_not_told() -> None:
    full, half, little = completed([40, 40, 40], [0.1, 0.5, 1.0])
    assert full == Estimate(40, 40, 40)
    assert half
    assert half.middle == 80
    assert 40 < half.low < 80 < half.high
    assert little is None


def test_days_from_onset_to_publication_have_the_median_that_is_told_of() -> None:
    share = reported_by(DELAYS)
    assert sum(DELAYS) == 6_078
    assert share[5] < 0.5 <= share[6]
    assert share[10] < 0.9 <= share[11]
    assert share[-1] == 1


def test_means_and_rates_are_told_of_whole_weeks_only() -> None:
    week = [7.0, 0, 0, 0, 0, 0, 7]
    assert mean_of_week([*week, None, 7]) == [*[None] * 6, 2.0, None, None]
    assert per_100_000(week, 1_000_000) == [*[None] * 6, 1.4]
    assert positivity(week, [10.0] * 7) == [*[None] * 6, 20.0]
    assert positivity(week, [0.0] * 7) == [None] * 7
    assert share_of([372, None, 1], [361, 5, None]) == [103.0, None, None]


def test_the_lag_is_told_of_the_last_28_days_and_of_20_cases_and_more() -> None:
    """The days of 6,078 cases of 2020 have the median of 6 and the 90th percentile of 11 that are told of."""
    cases = [(0, lag, count) for lag, count in enumerate(DELAYS)]
    assert lags(cases, 30) == [(6, 11)] * 28 + [None] * 2
    assert lags([(0, 3, 19), (1, 4, 1), (2, 99, 1)], 3) == [None, (3, 3), (3, 3)]
