"""A real worker in a process of its own: it runs, stops, and can be killed."""

import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.jobs.queries import depth
from naniwa.kernel.jobs.stalled import restart_stalled
from naniwa.kernel.jobs.tests import sample
from naniwa.kernel.jobs.tests.processes import worker
from naniwa.kernel.organisations.isolation import as_system

pytestmark = [pytest.mark.recovery, pytest.mark.django_db(transaction=True)]
SAMPLE = "naniwa.kernel.jobs.tests.sample"


def _traces() -> list[str]:
    with as_system():
        return sorted(Record.objects.filter(action="tests.traced").values_list("target", flat=True))


def _run_until_done() -> None:
    with worker(SAMPLE, wait=False) as process:
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors


def _statuses() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, status FROM procrastinate_jobs WHERE task_name LIKE 'tests.%'")
        return dict(cursor.fetchall())


def test_a_worker_runs_what_was_queued_as_the_plain_role() -> None:
    sample.trace.defer(word="a")
    sample.trace.defer_many([{"word": "b"}, {"word": "c"}])
    _run_until_done()
    assert [trace for trace in _traces() if trace != "by the clock"] == ["a", "b", "c"]
    assert _statuses().get("tests.trace") is None


def test_what_a_failing_job_did_and_queued_is_undone() -> None:
    sample.queue_then_fail.defer()
    _run_until_done()
    assert "never" not in _traces()
    assert _statuses()["tests.queue_then_fail"] == "failed"
    assert "tests.trace" not in _statuses()


def test_the_job_of_a_killed_worker_is_started_again_and_takes_effect_once(tmp_path: Path) -> None:
    sample.die_once.defer(flag=str(tmp_path / "died"))
    with worker(SAMPLE, wait=True) as process:
        assert process.wait(timeout=60) == -signal.SIGKILL
    assert _statuses()["tests.die_once"] == "doing"
    _run_until_done()
    assert "died once" not in _traces(), "a worker that was killed a moment ago may still be taken for living"
    assert restart_stalled(now=timezone.now(), silence=timedelta(0)) >= 1
    _run_until_done()
    assert _traces().count("died once") == 1


def test_a_worker_that_is_asked_to_stop_tells_its_job_and_lets_it_end(tmp_path: Path) -> None:
    sample.in_steps.defer(flag=str(tmp_path / "begun"))
    with worker(SAMPLE, wait=True) as process:
        deadline = time.monotonic() + 60
        while not (tmp_path / "begun").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 0, errors
    assert "whole steps" in _traces()
    assert _statuses().get("tests.in_steps") is None


def test_a_worker_starts_the_jobs_of_the_clock_and_ends_when_asked() -> None:
    with worker(SAMPLE, wait=True) as process:
        deadline = time.monotonic() + 60
        while "by the clock" not in _traces() and time.monotonic() < deadline:
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 0, errors
    assert "by the clock" in _traces()
    assert [queue for queue in depth(now=timezone.now()) if queue.running] == []
