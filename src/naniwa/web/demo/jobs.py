"""What the demo does while it runs: applications keep arriving, and the inventory is filled after the first start."""

from datetime import datetime

from naniwa.kernel.jobs.registry import job
from naniwa.web.demo import inventory, outbreak, people, sample


@job(name="demo.arrive", cron="* * * * *", one_transaction=False)
def arrive(*, now: datetime) -> None:
    sample.arrive(now=now)


@job(name="demo.fill_inventory")
def fill_inventory(*, now: datetime) -> None:
    """In the background, so that nobody waits at the first start for thousands of rows."""
    publisher, contact = people.by_key("publisher"), people.by_key("reviewer_a")
    if publisher and contact:
        inventory.fill(publisher=publisher, contact=contact, now=now)


@job(name="demo.fill_outbreak")
def fill_outbreak(*, now: datetime) -> None:
    """In the background, so that nobody waits at the first start for two years of figures."""
    if coordinator := people.by_key("coordinator"):
        outbreak.fill(coordinator=coordinator, now=now)
