"""New applications keep arriving while the demo runs."""

from datetime import datetime

from naniwa.kernel.jobs.registry import job
from naniwa.web.demo import sample


@job(name="demo.arrive", cron="* * * * *", one_transaction=False)
def arrive(*, now: datetime) -> None:
    sample.arrive(now=now)
