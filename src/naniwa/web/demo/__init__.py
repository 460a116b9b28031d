"""The demo's door, mailbox and sample data; installed by conf.demo alone."""


def prepare(*, applicants: int) -> None:  # noqa: ARG001 - sample applications come next
    """Lay out what the demo shows, on the first start; later starts add nothing."""
    from naniwa.web.demo import people  # noqa: PLC0415 - the mailbox starts before Django is set up

    people.load()
