"""Mail that waits in /metrics."""

from collections.abc import Iterator

from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily

from naniwa.kernel.jobs import metrics
from naniwa.kernel.notifications import queries


@metrics.publish
def mail() -> Iterator[GaugeMetricFamily]:
    now = timezone.now()  # noqa: TID251 - a scrape has no caller to give the time
    depth = queries.depth()
    age = (now - depth.oldest_at).total_seconds() if depth.oldest_at else 0
    yield metrics.gauge("naniwa_mail_unsent", "Mails that wait or are under way", depth.unsent)
    yield metrics.gauge("naniwa_mail_oldest_seconds", "How long ago the oldest unsent mail was written", max(age, 0))
