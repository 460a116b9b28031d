"""How much work waits and who does it, for `naniwa doctor` and the metrics."""

from naniwa.kernel.jobs.queries.depth import QueueDepth, depth
from naniwa.kernel.jobs.queries.workers import Workers, workers

__all__ = ["QueueDepth", "Workers", "depth", "workers"]
