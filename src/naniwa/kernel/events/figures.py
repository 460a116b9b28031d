"""The outbox in /metrics."""

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily

from naniwa.kernel.events import queries
from naniwa.kernel.jobs import metrics


@metrics.publish
def outbox() -> Iterator[GaugeMetricFamily]:
    depth = queries.depth()
    yield metrics.gauge("naniwa_events_undelivered", "Events that not all handlers have had", depth.undelivered)
    yield metrics.gauge("naniwa_events_failing", "Undelivered events that a handler has failed on", depth.failing)
