"""Finding one person; no query lists people outside an organisation."""

from naniwa.kernel.people.models import Person


def by_email(email: str) -> Person | None:
    return Person.objects.filter(email=email.strip().lower()).first()


def by_reference(reference: str) -> Person | None:
    """By public number, as audit records and addresses of pages carry it."""
    return Person.objects.filter(public_id=reference).first()
