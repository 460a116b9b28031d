"""Work that runs outside a request, queued in the same transaction."""

from naniwa.kernel.jobs.queue import defer_by_name, defer_many_by_name
from naniwa.kernel.jobs.registry import Job, job
from naniwa.kernel.jobs.retries import NO_RETRY, Retry
from naniwa.kernel.jobs.stopping import stopping

__all__ = ["NO_RETRY", "Job", "Retry", "defer_by_name", "defer_many_by_name", "job", "stopping"]
