"""Queueing is part of the caller's transaction, and failures wait for their next try."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from naniwa.kernel import jobs
from naniwa.kernel.audit.models import Record
from naniwa.kernel.jobs.pending import run_pending
from naniwa.kernel.jobs.queries import depth
from naniwa.kernel.jobs.queue import UnknownJob
from naniwa.kernel.jobs.registry import JOBS, DuplicateJob
from naniwa.kernel.jobs.stalled import restart_stalled
from naniwa.kernel.jobs.tests import sample
from naniwa.kernel.jobs.tidying import forget_failed
from naniwa.kernel.organisations.isolation import as_system

NOW = datetime(2020, 5, 1, 9, tzinfo=UTC)


def _queued(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [name])
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_a_job_is_undone_with_the_transaction_that_queued_it() -> None:
    with transaction.atomic():
        sample.trace.defer(word="a")
        assert _queued("tests.trace") == 1
        transaction.set_rollback(True)
    assert _queued("tests.trace") == 0


@pytest.mark.django_db
def test_a_job_is_queued_by_its_name_with_its_own_queue() -> None:
    jobs.defer_by_name("events.sweep")
    assert [(queue.queue, queue.waiting) for queue in depth(now=NOW)] == [("events", 1)]


@pytest.mark.django_db
def test_a_misspelt_name_is_refused_when_it_is_queued() -> None:
    with pytest.raises(UnknownJob, match=r"tests\.tarce"):
        jobs.defer_by_name("tests.tarce")


def test_two_jobs_cannot_share_a_name() -> None:
    with pytest.raises(DuplicateJob):
        jobs.job(name="tests.trace")(lambda: None)


@pytest.mark.django_db
def test_pending_jobs_run_here_as_the_system_and_are_gone() -> None:
    sample.trace.defer(word="a")
    assert run_pending(now=NOW) == 1
    with as_system():
        assert Record.objects.get(action="tests.traced").at == NOW
    assert _queued("tests.trace") == 0


@pytest.mark.django_db
def test_a_job_set_for_later_runs_when_its_time_has_come() -> None:
    sample.trace.defer_at(NOW + timedelta(hours=1), word="a")
    assert run_pending(now=NOW) == 0
    assert [(queue.waiting, queue.scheduled) for queue in depth(now=NOW)] == [(0, 1)]
    assert run_pending(now=NOW + timedelta(hours=1)) == 1


@pytest.mark.django_db
def test_a_failing_job_is_tried_again_with_growing_waits_and_then_given_up() -> None:
    sample.flaky.defer()
    ran, at = [], NOW
    for wait in (0, 9, 1, 29, 1, 3600):
        at += timedelta(seconds=wait)
        ran.append(run_pending(now=at))
    assert ran == [1, 0, 1, 0, 1, 0]
    assert [(queue.waiting, queue.failed) for queue in depth(now=at)] == [(0, 1)]


@pytest.mark.django_db
def test_a_job_without_code_is_kept_as_failed() -> None:
    sample.trace.defer(word="a")
    known = JOBS.pop("tests.trace")
    try:
        assert run_pending(now=NOW) == 1
    finally:
        JOBS["tests.trace"] = known
    assert [queue.failed for queue in depth(now=NOW)] == [1]


@pytest.mark.django_db
def test_a_job_that_keeps_killing_its_workers_is_given_up() -> None:
    sample.flaky.defer()
    for _ in range(sample.flaky.retry.attempts):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        assert restart_stalled(now=NOW) == 1
    assert [queue.failed for queue in depth(now=NOW)] == [1]


@pytest.mark.django_db
def test_failed_jobs_are_forgotten_in_the_end() -> None:
    sample.queue_then_fail.defer()
    run_pending(now=NOW)
    assert forget_failed(before=NOW) == 0
    assert forget_failed(before=datetime(2100, 1, 1, tzinfo=UTC)) == 1
