"""A batch of 500 sheets of our own form, as a scanner leaves them: ten PDF files, read in the background.

Recorded: seconds of a processor for each sheet, taking in and reading, without those of the processes that decode
files. Bar: every sheet is read, and belongs to the form that its first page began. Rendered type, as in `ocr`.
"""

import time
from collections import Counter
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import numpy as np
from PIL import Image

from benchmarks.filled_forms import bent, filled
from benchmarks.ocr import answers_of
from benchmarks.support import database, report

if TYPE_CHECKING:
    from naniwa.kernel.documents.models import Document
    from naniwa.kernel.people.access import Staff
    from naniwa.services.procedures.queries.live import Live

SHEETS, FILES = 500, 10
NOW = datetime(2020, 5, 20, 3, tzinfo=UTC)
DAY = date(2020, 5, 12)


def main() -> None:
    with database():
        figures, ok = _measure()
    report("paper_batch", figures, bar={"read": SHEETS, "failed": 0}, ok=ok)


def _measure() -> tuple[dict[str, Any], bool]:
    from naniwa.kernel.organisations.isolation import as_system
    from naniwa.services.procedures.models import PaperForm, ScanSheet
    from naniwa.services.procedures.operations import paper_reading, publishing
    from naniwa.services.procedures.queries.live import live

    with as_system():
        source = Path("src/naniwa/services/procedures/definitions/closure-relief-grant.yaml")
        version = live(publishing.publish(path=source, by=None, now=NOW).pk)
        files, pages = _scans(version)
        clerk, batch = _clerk(version), uuid4()
        begun = time.process_time()
        documents = [_taken(content, clerk, number) for number, content in enumerate(files, start=1)]
        taken = time.process_time() - begun
        paper_reading.wait_for_reading(batch=batch, documents=documents, received_on=DAY, by=clerk)
    begun, started = time.process_time(), time.monotonic()
    while paper_reading.read_next(batch=batch, now=NOW):
        pass
    read, seconds = time.process_time() - begun, time.monotonic() - started
    with as_system():
        states = Counter(ScanSheet.objects.filter(batch=batch).values_list("state", flat=True))
        forms, whole = PaperForm.objects.count(), -(-SHEETS // pages)
    figures = {
        "sheets": SHEETS,
        "files": FILES,
        "read": states["read"],
        "failed": states["failed"],
        "forms": forms,
        "cpu_s_a_sheet_taken_in": round(taken / SHEETS, 3),
        "cpu_s_a_sheet_read": round(read / SHEETS, 3),
        "seconds": round(seconds, 1),
    }
    return figures, states["read"] == SHEETS and forms == whole


def _scans(version: "Live") -> tuple[list[bytes], int]:
    """PDF files of as many sheets each, form after form, and the pages of a form."""
    from naniwa.kernel.documents import pdf
    from naniwa.services.procedures.queries.printed_form import drawn, spots

    paper, boxes = drawn(version.version_id, "ja"), spots(version.version_id, "ja")
    font = next(str(found) for folder in pdf.font_folders() for found in folder.glob("*Regular.otf"))
    chance = np.random.default_rng(20201122)
    people = [filled(paper, boxes, answers_of(boxes, person), font) for person in range(2)]
    forms = [[bent(page, "turned by 7 degrees", chance) for page in pages] for pages in people]
    sheets = [sheet for at in range(SHEETS) for sheet in forms[at % len(forms)]][:SHEETS]
    each = SHEETS // FILES
    return [_bound(sheets[start : start + each]) for start in range(0, SHEETS, each)], len(forms[0])


def _bound(sheets: list[bytes]) -> bytes:
    made = BytesIO()
    first, *others = [Image.open(BytesIO(sheet)) for sheet in sheets]
    first.save(made, "pdf", save_all=True, append_images=others, resolution=200)
    return made.getvalue()


def _clerk(version: "Live") -> "Staff":
    from naniwa.kernel.organisations.models import Organisation
    from naniwa.kernel.people.access import Staff
    from naniwa.kernel.people.models import Person, PersonKind

    person = Person.objects.create(email="clerk@example.jp", name="髙橋 一郎", kind=PersonKind.STAFF)
    return Staff(person, Organisation.objects.get(pk=version.organisation_id), frozenset({"reviewer"}))


def _taken(content: bytes, clerk: "Staff", number: int) -> "Document":
    from django.core.files.uploadedfile import SimpleUploadedFile

    from naniwa.kernel.documents import operations as documents

    name = f"scan {number}.pdf"
    return documents.accept(
        SimpleUploadedFile(name, content, "application/pdf"),
        name=name,
        person=None,
        organisation=clerk.organisation,
        field="paper",
        collection=f"sheet {uuid4()}",
        now=NOW,
        by=clerk,
    )


if __name__ == "__main__":
    main()
