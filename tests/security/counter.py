"""What lies on the counter of the world that attacks are tried on: a screen handed over, and a form read by machine."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from naniwa.kernel.documents.models import Document
from naniwa.kernel.people.access import Staff
from naniwa.services.procedures.models import Application, Cutting, PaperForm
from naniwa.services.procedures.operations import counter, paper_reading

HANDOVER, BATCH, NAME = UUID(int=31), UUID(int=32), "phone"
ACTS = ("read", "confirm", "ask", "give_back")


def build(form: PaperForm, case: Application, *, by: Staff, now: datetime) -> None:
    """Called in the scope of the system."""
    counter.hand_over(number=HANDOVER, of=case, language="ja", by=by, now=now)
    sheet = Document.objects.create(
        name="sheet.pdf",
        media_type="application/pdf",
        size=1,
        sha256="0" * 64,
        received_sha256="0" * 64,
        field="paper",
        created_at=now,
        assigned_at=now,
        organisation=by.organisation,
    )
    paper_reading.wait_for_reading(batch=BATCH, documents=[sheet], received_on=timezone.localdate(now), by=by)
    Cutting.objects.create(form=form, name=NAME, texts=["06-6941-0351"], sureness=0.5, picture=b"\x89PNG")


def places(form: UUID) -> dict[str, dict[str, Any]]:
    """What the addresses of the counter and of the machine name."""
    return {
        "procedures:staff_counter_form": {"number": form},
        **{f"procedures:counter_{act}": {"number": HANDOVER} for act in ACTS},
        "procedures:staff_paper_reading": {"number": BATCH},
        "procedures:staff_paper_reading_remove": {"number": BATCH},
        "procedures:staff_paper_cut": {"number": form, "name": NAME},
    }
