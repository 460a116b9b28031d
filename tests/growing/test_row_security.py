"""Row security through PgBouncer in transaction mode: two clients on one server connection see nothing of each other."""

import json
import sys

import pytest

from tests.growing.cluster import Cluster

pytestmark = [pytest.mark.growing, pytest.mark.xdist_group("growing")]

# Two connections to PgBouncer, one transaction each in turns; `local` says whether the scope ends with its transaction.
TURNS = """
import json, os, sys
import psycopg

local = sys.argv[1]
url = os.environ["NANIWA_DATABASE_URL"].partition("?")[0]
first, second = (psycopg.connect(url, prepare_threshold=None) for _ in range(2))
SET = f"SELECT set_config('app.org', '', {local}), set_config('app.scope', 'system', {local})"
SEEN = "SELECT pg_backend_pid(), current_setting('app.scope', true), (SELECT count(*) FROM procedures_application)"
found = {"same": 0, "scoped": [], "leaked": []}
for _ in range(20):
    with first.transaction():
        first.execute(SET)
        pid, _scope, rows = first.execute(SEEN).fetchone()
        found["scoped"].append(rows)
    with second.transaction():
        other, scope, rows = second.execute(SEEN).fetchone()
    if other == pid:
        found["same"] += 1
        found["leaked"].append([scope or "", rows])
print(json.dumps(found))
"""


def _turns(cluster: Cluster, *, local: bool) -> dict[str, list[list[object]]]:
    cluster.ready()
    command = f"set -a; . /etc/naniwa.env; {sys.executable} - {str(local).lower()} <<'PYTHON'\n{TURNS}\nPYTHON"
    found: dict[str, list[list[object]]] = json.loads(cluster.network["web1"].run(command))
    return found


def test_what_one_client_may_see_is_not_seen_by_the_next_on_the_same_connection(cluster: Cluster) -> None:
    found = _turns(cluster, local=True)
    assert found["same"], "PgBouncer never gave both clients the same connection, so this showed nothing"
    assert all(found["scoped"])
    assert found["leaked"] == [["", 0]] * len(found["leaked"])


def test_a_scope_that_outlived_its_transaction_would_be_noticed(cluster: Cluster) -> None:
    leader = cluster.ready()
    try:
        assert max(_turns(cluster, local=False)["leaked"]) > ["system", 0]
    finally:
        leader.run("systemctl restart pgbouncer")  # whose connections now act as the system
