"""Papers that simulated applicants hand in: a picture for each field, kept once and shared by links."""

import io
import os
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from naniwa.kernel.documents import operations as documents
from naniwa.kernel.documents import storage
from naniwa.kernel.documents.models import Document
from naniwa.kernel.documents.pdf import font_folders
from naniwa.kernel.organisations import bulk
from naniwa.kernel.organisations.models import Organisation
from naniwa.services.procedures.queries.live import Live

SIZE = (1000, 1400)
INK, LINE, PAPER, STAMP = "#1a1a1c", "#b4b4b9", "#fdfdf8", "#b3003c"
COLUMNS = (
    "id", "name", "media_type", "size", "sha256", "received_sha256", "state", "field", "collection", "pages",
    "has_thumbnail", "created_at", "assigned_at", "organisation_id", "partner_id", "person_id",
)  # fmt: skip


class Papers:
    """Makes documents of a rehearsal or of the demo; nothing is drawn twice."""

    def __init__(self, version: Live, office: Organisation) -> None:
        self.version = version
        self.office = office
        self._samples: dict[tuple[str, str], Document] = {}
        self._rows: list[tuple[Any, ...]] = []

    def hand_in(
        self, answers: Mapping[str, Any], *, person_id: int, partner_id: int | None, at: datetime, assigned: bool
    ) -> dict[str, Any]:
        """The answers with real documents in their file fields; `keep` writes the rows."""
        changed, given = dict(answers), at if assigned else None
        for key, field in self.version.form.fields.items():
            if field.type == "file" and answers.get(key):
                changed[key] = [
                    self._copy(key, file, (at, given, self.office.pk, partner_id, person_id)) for file in answers[key]
                ]
        return changed

    def keep(self, *, partner_id: int | None = None) -> int:
        """Write the rows of what was handed in, for this municipality where it was not known before."""
        place = COLUMNS.index("partner_id")
        rows = [(*row[:place], row[place] or partner_id, *row[place + 1 :]) for row in self._rows]
        self._rows.clear()
        return bulk.load(Document, COLUMNS, rows)

    def forget(self) -> None:
        """Drop what was handed in with an application that was refused."""
        self._rows.clear()

    def _copy(self, key: str, file: Mapping[str, Any], whose: tuple[Any, ...]) -> dict[str, Any]:
        """Link the sample under a new number; `whose` are the row's last columns."""
        sample, number, name = self._sample(key, file["media_type"], whose[0]), uuid.uuid4(), file["name"]
        copy = Document(pk=number)
        for source, target in (
            (storage.path_of(sample), storage.path_of(copy)),
            (storage.thumbnail_of(sample), storage.thumbnail_of(copy)),
        ):
            if source.exists():
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                os.link(source, target)
        digests = (sample.size, sample.sha256, sample.received_sha256)
        self._rows.append(
            (number, name, sample.media_type, *digests, sample.state, key, "", 1, sample.has_thumbnail, *whose)
        )
        return {"id": str(number), "name": name, "media_type": sample.media_type, "size": sample.size}

    def _sample(self, key: str, media_type: str, now: datetime) -> Document:
        kind = "PDF" if media_type == "application/pdf" else "JPEG"
        if (key, kind) not in self._samples:
            label = self.version.form.fields[key].label.ja
            page = io.BytesIO(draw(label, kind))
            self._samples[key, kind] = documents.accept(
                page, name=label, person=None, organisation=self.office, field=key, now=now
            )
        return self._samples[key, kind]


def draw(title: str, kind: str) -> bytes:
    """A page of a ledger with a title, ruled lines, figures and a stamp; `kind` is "JPEG" or "PDF"."""
    page = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(page)
    large, small = _font(44), _font(26)
    pen.text((80, 80), title, font=large, fill=INK)
    pen.text((80, 150), "（見本）この書類は練習用につくられたものです", font=small, fill=INK)
    for row in range(24):
        top = 230 + row * 44
        pen.line((80, top, 920, top), fill=LINE, width=2)
        pen.text((100, top + 8), f"{row + 1:02}", font=small, fill=INK)
        pen.text((700, top + 8), f"{(row * 7919 + len(title) * 104729) % 90_000 + 1_000:>10,} 円", font=small, fill=INK)
    for left in (80, 170, 640, 920):
        pen.line((left, 230, left, 1286), fill=LINE, width=2)
    pen.ellipse((780, 60, 900, 180), outline=STAMP, width=5)
    pen.text((815, 98), "確認", font=small, fill=STAMP)
    buffer = io.BytesIO()
    page.save(buffer, kind, quality=70)
    return buffer.getvalue()


def _font(size: int) -> ImageFont.FreeTypeFont:
    file = next(
        path for folder in font_folders() for path in sorted(folder.rglob("*")) if path.suffix in {".otf", ".ttf"}
    )
    return ImageFont.truetype(str(file), size)
