"""Our distributions are SciPy's to nine places and more; SciPy itself is loaded by no page of the dashboard."""

import subprocess
import sys

import numpy as np
import pytest
from scipy import special, stats

from naniwa.services.outbreak.rules.distributions import LARGE, gamma_below, gamma_quantile, more_before


@pytest.mark.parametrize("probability", [0.001, 0.025, 0.5, 0.975, 0.999])
def test_quantiles_of_a_gamma_variable_are_those_of_scipy(probability: float) -> None:
    """Of windows with no case, with few, where the way of reckoning changes, and with 300,000."""
    shapes = np.concatenate([np.linspace(1, 40, 100), [LARGE - 1e-6, LARGE, LARGE + 1], np.geomspace(11, 3e5, 500)])
    wanted = special.gammaincinv(shapes, probability)
    assert np.max(np.abs(gamma_quantile(shapes, probability) / wanted - 1)) < 1e-9


@pytest.mark.parametrize("shape", [1, 2.63, 50, 250])
def test_probabilities_of_a_gamma_variable_are_those_of_scipy(shape: float) -> None:
    values = np.linspace(0, 300, 301)
    found = gamma_below(np.full(values.shape, shape), values)
    assert np.max(np.abs(found - special.gammainc(shape, values))) < 1e-9


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.9999])
@pytest.mark.parametrize("successes", [1, 2, 41, 5_001])
def test_those_yet_to_come_are_counted_as_scipy_counts_them(successes: int, share: float) -> None:
    found = [more_before(successes, share, end) for end in (0.025, 0.975)]
    assert found == [int(stats.nbinom.ppf(end, successes, share)) for end in (0.025, 0.975)]


def test_estimates_load_no_scipy() -> None:
    """It would keep the first reader of each process waiting for seconds."""
    said = (
        "import sys; from naniwa.services.outbreak.rules import estimates as e; "
        "interval = e.serial_interval(e.Transmission(mean_days=4.7, sd_days=2.9)); "
        "e.reproduction([30] * 40, interval); e.completed([30] * 40, e.reported_by([10, 20, 5, 1])); "
        "sys.exit('scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", said], check=False).returncode == 0  # noqa: S603 - our own words
