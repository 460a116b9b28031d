"""The primary stops while people hand in their applications: what was acknowledged is there, once."""

import pytest

from tests.growing.cluster import AS_NANIWA, MISFORTUNES, Cluster, struck
from tests.recovery.site import until

pytestmark = [pytest.mark.growing, pytest.mark.xdist_group("growing")]

SUBMISSIONS = 200
NOTICED = 3.0  # seconds without a receipt: whoever only waits is not refused
LONGEST_PAUSE = 90.0  # on two cores that everything here shares; `make bench NAME=failover` says what it is
SEALS = "SELECT lpad(count(*)::text, 6, '0') FROM audit_block"
SEAL = """
from naniwa.cli.database import use_installation
use_installation()
from naniwa.kernel.jobs import defer_by_name
defer_by_name("audit.seal")
"""


@pytest.mark.parametrize("kind", MISFORTUNES)
def test_no_acknowledged_submission_is_lost_or_there_twice(cluster: Cluster, kind: str) -> None:
    counted = struck(cluster, kind, submissions=SUBMISSIONS)
    assert (counted["acknowledged"], counted["lost"], counted["duplicated"]) == (SUBMISSIONS, 0, 0)
    assert counted["refused"] or counted["pause_s"] > NOTICED, "nobody noticed, so the primary was no primary"
    assert counted["pause_s"] < LONGEST_PAUSE


def test_workers_that_listened_to_the_old_primary_work_for_the_new_one(cluster: Cluster) -> None:
    struck(cluster, "postgresql", submissions=50)
    [[before]] = cluster.rows(SEALS)
    cluster.network["web1"].run(f"{AS_NANIWA.format('.venv/bin/python -')} <<'PYTHON'\n{SEAL}\nPYTHON")
    until(lambda: cluster.rows(SEALS) > [[before]], "the seal over what was handed in, by a worker")
