"""The queues in /metrics."""

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
