"""The pace of letting people in."""

import pytest

from naniwa.kernel.arrivals.pacing import FASTEST, SLOWEST, minutes, paced


@pytest.mark.parametrize(
    ("rate", "load", "seconds", "then"),
    [
        (5.0, 9.0, 1.0, 4.5),  # full: down at once
        (5.0, 9.0, 2.0, 4.05),
        (5.0, 9.0, 60.0, 3.645),  # one long silence is not sixty warnings
        (5.0, 4.0, 1.0, 4.95),  # busy: down by and by
        (5.0, 2.0, 1.0, 5.0),  # as it should be
        (5.0, 1.0, 1.0, 5.025),  # free: up by and by
        (FASTEST, 0.0, 5.0, FASTEST),
        (SLOWEST, 9.0, 5.0, SLOWEST),
    ],
)
def test_fewer_when_busy_and_more_when_free(rate: float, load: float, seconds: float, then: float) -> None:
    assert paced(rate, load=load, seconds=seconds) == pytest.approx(then)


@pytest.mark.parametrize(
    ("place", "per_second", "expected"),
    [(1, 10.0, 1), (600, 10.0, 1), (601, 10.0, 2), (6_000, 10.0, 10), (6, 0.0, 1), (7, 0.0, 2)],
)
def test_the_wait_is_told_in_whole_minutes(place: int, per_second: float, expected: int) -> None:
    assert minutes(place, per_second=per_second) == expected
