"""Probabilities and quantiles of the gamma and negative binomial distributions, by numpy alone.

SciPy has them too, and takes seconds to load in each process; tests hold these to SciPy's.
"""

from collections.abc import Sequence
from math import lgamma, log, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

type Numbers = NDArray[np.float64]

TERMS = 2_000
"""More than the series needs for shapes up to `LARGE` and for probabilities up to 1 - 1e-12."""
LARGE = 400.0
"""From this shape on the expansion of the quantile is exact to ten places and more."""
STEPS = 12
CLOSE = 1e-13


def gamma_below(shape: Sequence[float] | Numbers, value: Sequence[float] | Numbers) -> Numbers:
    """Probability that a gamma variable of this shape and scale 1 lies below the value (series of NIST DLMF 8.7.1)."""
    a, x = np.broadcast_arrays(np.asarray(shape, dtype=np.float64), np.asarray(value, dtype=np.float64))
    total = term = np.ones(a.shape)
    for order in range(1, TERMS):
        term = term * x / (a + order)
        total = total + term
        if not np.any(term > total * 1e-17):
            break
    return np.where(x > 0, np.exp(_log_density(a + 1, np.maximum(x, 1e-300))) * total, 0.0)


def gamma_quantile(shape: Sequence[float] | Numbers, probability: float) -> Numbers:
    """The value below which a gamma variable of this shape (1 and more) and scale 1 lies with this probability."""
    a = np.asarray(shape, dtype=np.float64)
    found = _expanded(a, probability)
    small = a < LARGE
    if np.any(small):
        found[small] = _refined(a[small], probability)
    return found


def _refined(a: Numbers, probability: float) -> Numbers:
    """Newton's steps from the approximation of Wilson and Hilferty; none leads below a tenth of where it began."""
    z = NormalDist().inv_cdf(probability)
    x = np.maximum(a * (1 - 1 / (9 * a) + z / (3 * np.sqrt(a))) ** 3, 1e-3 * a)
    for _step in range(STEPS):
        change = (gamma_below(a, x) - probability) / np.exp(_log_density(a, x))
        x = np.maximum(x - change, x / 10)
        if np.all(np.abs(change) <= CLOSE * x):
            break
    return x


def _expanded(a: Numbers, probability: float) -> Numbers:
    """Cornish and Fisher's expansion of the quantile (Goldberg and Levine 1946), up to the power -5/2 of the shape."""
    z = NormalDist().inv_cdf(probability)
    n, root = 2 * a, np.sqrt(2 * a)
    chi_square = (
        n
        + z * sqrt(2) * root
        + 2 / 3 * (z**2 - 1)
        + (z**3 - 7 * z) / (9 * sqrt(2) * root)
        - (6 * z**4 + 14 * z**2 - 32) / (405 * n)
        + (9 * z**5 + 256 * z**3 - 433 * z) / (4_860 * sqrt(2) * n * root)
        + (12 * z**6 - 243 * z**4 - 923 * z**2 + 1_472) / (25_515 * n**2)
        - (3_753 * z**7 + 4_353 * z**5 - 289_517 * z**3 - 289_717 * z) / (9_185_400 * sqrt(2) * n**2 * root)
    )
    return np.asarray(chi_square / 2, dtype=np.float64)


def _log_density(a: Numbers, x: Numbers) -> Numbers:
    factorial = np.reshape([lgamma(one) for one in a.flat], a.shape)
    return np.asarray((a - 1) * np.log(x) - x - factorial, dtype=np.float64)


def more_before(successes: float, share: float, probability: float) -> int:
    """The least number of failures that with this probability is not passed before so many successes.

    `share` is the probability of a success.
    """
    expected = successes * (1 - share) / share
    most = int(expected + 12 * sqrt(expected / share) + 100)
    failures = np.arange(most, dtype=np.float64)
    logs = np.log((successes + failures) / (failures + 1)) + log(1 - share)
    reached = np.cumsum(np.exp(successes * log(share) + np.concatenate([[0.0], np.cumsum(logs)])))
    return int(np.searchsorted(reached, probability - 1e-12))
