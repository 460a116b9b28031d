"""The primary of the cluster in docs/how-to/grow.md stops while people hand in: what is lost, and how long nobody can.

Bar: nothing acknowledged is lost or there twice, whether its machine loses power, its network is cut or its PostgreSQL
is killed; a pause of at most 40 s. Needs root, as each machine is made in namespaces of its own.
"""

import os

from benchmarks.support import report
from tests.growing.cluster import MISFORTUNES, grown, struck

SUBMISSIONS = int(os.environ.get("SUBMISSIONS", "300"))
BAR = {"lost": 0, "duplicated": 0, "pause_s": 40}


def main() -> None:
    with grown(len(MISFORTUNES) * SUBMISSIONS) as cluster:
        found = {kind: struck(cluster, kind, submissions=SUBMISSIONS) for kind in MISFORTUNES}
    ok = all(each[name] <= most for each in found.values() for name, most in BAR.items())
    report("failover", {"submissions": SUBMISSIONS, **found}, bar=BAR, ok=ok)


if __name__ == "__main__":
    main()
