"""How much work waits, for `naniwa doctor` and the metrics."""

from naniwa.kernel.jobs.queries.depth import QueueDepth, depth

__all__ = ["QueueDepth", "depth"]
