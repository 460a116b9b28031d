"""Batches of letters, and how far each is."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from naniwa.kernel.organisations.models import Organisation
from naniwa.services.taxes.models import Batch, Bill, Letter, LetterKind, Part

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Progress:
    """A batch with its parts: `letters` of each, and whether it is printed."""

    batch: Batch
    parts: tuple[tuple[Part, int], ...]

    @property
    def printed(self) -> int:
        return sum(letters for part, letters in self.parts if part.printed_at)

    @property
    def done(self) -> bool:
        return all(part.printed_at for part, _ in self.parts)


def latest(office: Organisation) -> list[tuple[Batch, int, int]]:
    """Each with its parts, and those that are printed."""
    found = Batch.objects.filter(organisation=office).annotate(
        all_parts=Count("parts"), printed=Count("parts", filter=Q(parts__printed_at__isnull=False))
    )
    return [(one, one.all_parts, one.printed) for one in found.order_by("-at", "-pk")[:SHOWN]]


def progress(office: Organisation, number: UUID) -> Progress | None:
    batch = Batch.objects.select_related("by").filter(organisation=office, public_id=number).first()
    if batch is None:
        return None
    parts = Part.objects.filter(batch=batch).annotate(letters_in=Count("letters")).order_by("number")
    return Progress(batch, tuple((part, part.letters_in) for part in parts))


def unnoticed(office: Organisation) -> list[int]:
    """Row numbers of the bills that got no notice yet, in the order of postcodes, as the post likes it."""
    noticed = Letter.objects.filter(kind=LetterKind.NOTICE)
    found = Bill.objects.filter(organisation=office).exclude(pk__in=noticed.values("bill_id"))
    return list(found.order_by("postcode", "pk").values_list("pk", flat=True))
