"""The audit trail in /metrics."""

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily

from naniwa.kernel.audit import queries
from naniwa.kernel.jobs import metrics


@metrics.publish
def trail() -> Iterator[GaugeMetricFamily]:
    yield metrics.gauge("naniwa_audit_unsealed", "Audit records without a seal", queries.depth().unsealed)
