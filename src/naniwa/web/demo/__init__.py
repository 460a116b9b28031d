"""The demo's door, mailbox and sample data; installed by conf.demo alone."""


def prepare(*, applicants: int) -> None:
    """Lay out what the demo shows, on the first start; later starts add nothing."""
    from django.utils import timezone  # noqa: PLC0415 - the mailbox starts before Django is set up

    from naniwa.kernel.organisations.isolation import as_system  # noqa: PLC0415 - as above
    from naniwa.web.demo import inventory, jobs, outbreak, people, sample, seals  # noqa: PLC0415 - as above

    seals.make(now=timezone.now())
    sample.lay_out(people.load(), count=applicants, now=timezone.now())
    with as_system():
        if not inventory.filled():
            jobs.fill_inventory.defer()
        if not outbreak.filled():
            jobs.fill_outbreak.defer()
