"""Printing one part of a batch: slips are made for what is owed then, and the PDF is kept beside the batch."""

from datetime import datetime, timedelta
from uuid import UUID

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.documents import pdf
from naniwa.kernel.documents.operations.erasing import erase
from naniwa.kernel.documents.operations.issuing import keep_issued
from naniwa.kernel.fees.operations import slips
from naniwa.services.taxes.models import Letter, Part
from naniwa.services.taxes.queries import bills, papers

TEMPLATE = "taxes/letters"
KEPT = timedelta(days=60)
"""So long the PDFs of letters can be fetched; what was sent to whom stays."""


def print_part(*, number: UUID, part: int, now: datetime) -> None:
    """Once, however often it is asked for. Run as the system, in one transaction."""
    found = Part.objects.select_for_update(of=("self",)).select_related("batch__organisation")
    waiting = found.filter(batch__public_id=number, number=part, printed_at=None).first()
    if waiting is None:
        return
    batch = waiting.batch
    letters = list(Letter.objects.filter(part=waiting).select_related("bill__organisation").order_by("position"))
    standings = bills.standings([one.bill for one in letters], today=batch.dated)
    charges = [due.instalment.charge_id for one in standings for due in one.dues if due.owed_yen]
    issued = slips.issue_many(charges, now=now)
    data = papers.letters(batch, letters, standings, issued)
    waiting.document = keep_issued(
        pdf.render(TEMPLATE, data, language="ja", now=now),
        name=f"{batch.kind}-{batch.dated:%Y%m%d}-{waiting.number:03}.pdf",
        field="taxes",
        organisation=batch.organisation,
        partner=None,
        person=None,
        now=now,
    )
    waiting.printed_at = now
    waiting.save(update_fields=["document", "printed_at"])
    audit.record("taxes.letters_printed", by=None, target=batch, now=now, part=waiting.number, letters=len(letters))


def forget(*, now: datetime) -> int:
    """Take away the PDFs that were printed two months ago. Run as the system."""
    old = Part.objects.filter(printed_at__lt=now - KEPT, document__isnull=False)
    documents = list(old.values_list("document_id", flat=True))
    old.update(document=None)
    return erase(numbers=documents)
