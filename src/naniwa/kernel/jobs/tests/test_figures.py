"""What /metrics tells about queues, outbox and trail."""

import math

import pytest
from django.db import connection
from prometheus_client import generate_latest

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.jobs.tests import sample
from naniwa.kernel.jobs.tests.test_queue import NOW

SILENT = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (clock_timestamp() - %s::interval)"

pytestmark = pytest.mark.django_db


def _told(name: str) -> float:
    lines = generate_latest().decode().splitlines()
    [value] = [line.split()[1] for line in lines if line.startswith(f"{name} ")]
    return float(value)


def test_how_long_no_worker_was_heard_of_is_published_and_is_endless_where_none_ever_was() -> None:
    assert (_told("naniwa_workers"), _told("naniwa_worker_heartbeat_seconds")) == (0, math.inf)
    with connection.cursor() as cursor:
        cursor.execute(SILENT, ["1 hour"])
        assert _told("naniwa_workers") == 0
        assert 3600 <= _told("naniwa_worker_heartbeat_seconds") < 3660
        cursor.execute(SILENT, ["5 seconds"])
    assert _told("naniwa_workers") == 1
    assert 5 <= _told("naniwa_worker_heartbeat_seconds") < 65


def test_the_depth_of_queues_outbox_and_trail_is_published() -> None:
    sample.trace.defer_many([{"word": "a"}, {"word": "b"}])
    audit.record("tests.done", by=None, target="a", now=NOW)
    lines = generate_latest().decode().splitlines()
    assert 'naniwa_jobs{queue="default",state="waiting"} 2.0' in lines
    assert "naniwa_events_undelivered 0.0" in lines
    assert "naniwa_audit_unsealed 1.0" in lines
    assert any(line.startswith('naniwa_jobs_oldest_seconds{queue="default"}') for line in lines)
