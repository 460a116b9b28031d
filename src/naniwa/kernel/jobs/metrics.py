"""Figures that /metrics reads from the database at each scrape, whichever process answers."""

from collections.abc import Callable, Iterable, Iterator

from prometheus_client import REGISTRY
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

type Reading = Callable[[], Iterable[GaugeMetricFamily]]


class _Reader(Collector):
    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing beforehand, so that registering does not ask the database."""
        yield from ()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield from self.reading()


def publish(reading: Reading) -> Reading:
    """Have /metrics call `reading` at each scrape; an app does so in its module `figures`."""
    REGISTRY.register(_Reader(reading))
    return reading


def gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, text, value=value)
