"""The queues and who works on them in /metrics."""

import math
from collections.abc import Iterator

from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily

from naniwa.kernel.jobs import metrics, queries


@metrics.publish
def queues() -> Iterator[GaugeMetricFamily]:
    now = timezone.now()  # noqa: TID251 - a scrape has no caller to give the time
    jobs = GaugeMetricFamily("naniwa_jobs", "Jobs by queue and state", labels=["queue", "state"])
    age = GaugeMetricFamily("naniwa_jobs_oldest_seconds", "How long the oldest due job has waited", labels=["queue"])
    for one in queries.depth(now=now):
        for state in ("waiting", "scheduled", "running", "failed"):
            jobs.add_metric([one.queue, state], getattr(one, state))
        age.add_metric([one.queue], (now - one.oldest_at).total_seconds() if one.oldest_at else 0)
    yield jobs
    yield age


@metrics.publish
def workers() -> Iterator[GaugeMetricFamily]:
    """The age is infinite where no worker was ever heard of, so that a rule on it fires then too."""
    found = queries.workers()
    silent = math.inf if found.silent_for is None else found.silent_for
    yield metrics.gauge("naniwa_workers", "Workers that were heard of within the last minute", found.alive)
    yield metrics.gauge("naniwa_worker_heartbeat_seconds", "How long ago any worker was last heard of", silent)
