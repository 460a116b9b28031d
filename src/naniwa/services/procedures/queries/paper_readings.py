"""What the machine has read: how far a batch is, and what stands in each box of a page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from naniwa.services.procedures.models import Cutting, PaperForm, ScanSheet, SheetState


@dataclass(frozen=True, slots=True)
class Progress:
    """Sheets of a batch by state, with those that a person has to look at and the forms that came of the others."""

    received_on: date | None
    waiting: int
    read: int
    failed: list[ScanSheet]
    forms: list[PaperForm]

    @property
    def total(self) -> int:
        return self.waiting + self.read + len(self.failed)


def progress(organisation_id: int, batch: UUID) -> Progress:
    sheets = ScanSheet.objects.filter(organisation_id=organisation_id, batch=batch)
    by_state = dict(sheets.values_list("state").annotate(n=Count("pk")).values_list("state", "n"))
    failed = sheets.filter(state=SheetState.FAILED).select_related("document").order_by("number")
    forms = PaperForm.objects.filter(sheets__in=sheets).distinct().select_related("application").order_by("created_at")
    day = sheets.order_by("-number").values_list("received_on", flat=True).first()
    return Progress(
        day, by_state.get(SheetState.WAITING, 0), by_state.get(SheetState.READ, 0), list(failed), list(forms)
    )


def batches_going_on(organisation_id: int) -> list[UUID]:
    """Those with sheets that wait."""
    waiting = ScanSheet.objects.filter(organisation_id=organisation_id, state=SheetState.WAITING)
    return list(waiting.values_list("batch", flat=True).distinct())


def cuttings(form: PaperForm, keys: Collection[str]) -> dict[str, list[Cutting]]:
    """What was read of these fields, without the pictures, by field in the order of their parts."""
    found: dict[str, list[Cutting]] = {}
    for cutting in Cutting.objects.filter(form=form).defer("picture").order_by("pk"):
        key = cutting.name.partition(".")[0]
        if key in keys:
            found.setdefault(key, []).append(cutting)
    return found


def picture_of(form: PaperForm, name: str) -> bytes | None:
    found = Cutting.objects.filter(form=form, name=name).values_list("picture", flat=True).first()
    return bytes(found) if found else None
