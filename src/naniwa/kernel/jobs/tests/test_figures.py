"""What /metrics tells about queues, outbox and trail."""

import pytest
from prometheus_client import generate_latest

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.jobs.tests import sample
from naniwa.kernel.jobs.tests.test_queue import NOW

pytestmark = pytest.mark.django_db


def test_the_depth_of_queues_outbox_and_trail_is_published() -> None:
    sample.trace.defer_many([{"word": "a"}, {"word": "b"}])
    audit.record("tests.done", by=None, target="a", now=NOW)
    lines = generate_latest().decode().splitlines()
    assert 'naniwa_jobs{queue="default",state="waiting"} 2.0' in lines
    assert "naniwa_events_undelivered 0.0" in lines
    assert "naniwa_audit_unsealed 1.0" in lines
    assert any(line.startswith('naniwa_jobs_oldest_seconds{queue="default"}') for line in lines)
