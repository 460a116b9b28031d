"""Our own printed form, filled in and photographed at a slant: read by machine, each sheet once, and confirmed by a clerk."""

from io import BytesIO
from types import SimpleNamespace
from uuid import UUID, uuid4

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from benchmarks.filled_forms import bent, filled
from naniwa.kernel.documents import pdf
from naniwa.kernel.documents.models import Document
from naniwa.kernel.forms import validation
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.library.scans import cutting
from naniwa.library.scans.correcting import digits, katakana, place
from naniwa.services.procedures.models import Cutting, PaperForm, ScanSheet, SheetState
from naniwa.services.procedures.operations import paper_reading
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.queries.printed_form import drawn, spots
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.staff_sessions import signed_in
from naniwa.services.procedures.tests.test_paper import clerk, version

__all__ = ["clerk", "version"]
NO_FORM = "白紙.jpg"


def blank_page() -> bytes:
    made = BytesIO()
    Image.new("L", (1654, 2339), 255).save(made, "pdf", resolution=200)
    return made.getvalue()


class Stopped(Exception):
    """The worker was killed here."""


@transaction.atomic
def _killed_at_the_first_sheet(batch: UUID) -> None:
    assert paper_reading.read_next(batch=batch, now=timezone.now())
    raise Stopped


@pytest.mark.django_db
def test_a_photographed_form_is_read_once_and_counts_when_a_clerk_has_saved_it(version: Live, clerk: Person) -> None:
    fields, answers = version.form.fields, factories.example(version)
    sent = {
        name: texts
        for key, value in answers.items()
        if key in fields and fields[key].type != "file"
        for name, texts in validation.post(fields[key], value).items()
    }
    boxes, chance = spots(version.version_id, "ja"), np.random.default_rng(4)
    font = next(str(found) for folder in pdf.font_folders() for found in folder.glob("*Regular.otf"))
    pages = filled(drawn(version.version_id, "ja"), boxes, sent, font)
    files = [
        SimpleUploadedFile(f"{at}.jpg", bent(page, "all at once", chance), "image/jpeg")
        for at, page in enumerate(pages)
    ]
    files.append(SimpleUploadedFile(NO_FORM, bent(np.full_like(pages[0], 255), "clean", chance), "image/jpeg"))
    client, batch = signed_in(clerk), uuid4()
    posted = {"number": str(batch), "received_on": timezone.localdate().isoformat(), "scans": files}
    client.post(reverse("procedures:staff_paper_read"), posted)

    with pytest.raises(Stopped):
        _killed_at_the_first_sheet(batch)
    with as_system():
        assert not PaperForm.objects.exists()  # nothing of the sheet at which the worker was killed
    while paper_reading.read_next(batch=batch, now=timezone.now()):
        pass

    with as_system():
        form = PaperForm.objects.get()
        sheets = list(ScanSheet.objects.filter(batch=batch).order_by("number"))
        assert [sheet.state for sheet in sheets] == [SheetState.READ] * len(pages) + [SheetState.FAILED]
        assert [sheet.form_page for sheet in sheets[:-1]] == list(range(1, len(pages) + 1))
        read = {cutting.name: cutting.texts for cutting in Cutting.objects.filter(form=form)}
        assert form.answers == {}  # until a person has looked
    given = {name for name, texts in sent.items() if any(texts)}
    ticks = {spot.name for spot in boxes if spot.what == "tick"} & given
    assert {name: read.get(name) for name in ticks} == {name: list(sent[name]) for name in ticks}
    numbers = {spot.name for spot in boxes if spot.what == "digits"} & given
    plain = {name: "".join(sign for sign in sent[name][0] if sign.isdigit()) for name in numbers}
    assert {name: read[name][0].lstrip("0") for name in numbers} == {name: plain[name].lstrip("0") for name in numbers}

    again = {**posted, "scans": [SimpleUploadedFile(NO_FORM, bent(np.full_like(pages[0], 255), "clean", chance))]}
    for _press in range(2):
        client.post(reverse("procedures:staff_paper_read"), {**again, "before": str(len(files))})
    with as_system():
        assert ScanSheet.objects.filter(batch=batch).count() == len(files) + 1  # added, and once
    assert (
        f'value="{len(files) + 1}"'
        in client.get(reverse("procedures:staff_paper_reading", args=[batch]) + "?more=1").text
    )
    while paper_reading.read_next(batch=batch, now=timezone.now()):
        pass
    shown = client.get(reverse("procedures:staff_paper_reading", args=[batch])).text
    assert NO_FORM in shown
    for number in (len(files), len(files) + 1):
        client.post(reverse("procedures:staff_paper_reading_remove", args=[batch]), {"sheet": str(number)})
    with as_system():
        assert not Document.objects.filter(name=NO_FORM).exists()
    first = client.get(reverse("procedures:staff_paper_page", args=[form.pk, next(iter(version.form.pages))])).text
    name = next(name for name in read if f'name="{name}"' in first)
    assert reverse("procedures:staff_paper_cut", args=[form.pk, name]) in first
    assert client.get(reverse("procedures:staff_paper_cut", args=[form.pk, name])).content.startswith(b"\x89PNG")


def test_a_box_of_several_lines_is_parted_by_the_white_between_them() -> None:
    font = next(str(found) for folder in pdf.font_folders() for found in folder.glob("*Regular.otf"))
    box = SimpleNamespace(name="why", what="lines", value="", cells=0, page=1, x=20.0, y=20.0, width=120.0, height=30.0)
    [empty] = filled(blank_page(), [box], {}, font)
    [sheet] = filled(blank_page(), [box], {"why": ["店の前の歩道\n二階の看板\n三メートル"]}, font)
    place = cutting.Box(20.0, 20.0, 120.0, 30.0)
    assert cutting.lines(empty, place) == []
    heights = [line.shape[0] for line in cutting.lines(sheet, place)]
    assert len(heights) == 3
    assert max(heights) < 2 * min(heights)


@pytest.mark.parametrize(
    ("read", "found", "as_it_was"),
    [
        ("0312", "0312", True),
        ("O3I2", "0312", False),
        ("０３１２", "0312", True),
        ("3 1", "31", True),
        ("5円", "5", False),
    ],
)
def test_a_box_of_digits_holds_digits(read: str, found: str, as_it_was: bool) -> None:  # noqa: FBT001 - a column of the table
    assert digits(read) == (found, 1.0 if as_it_was else 0.8)


@pytest.mark.parametrize(
    ("read", "found"), [("ヨシノ", "ヨシノ"), ("二シタ二", "ニシタニ"), ("よしの", "ヨシノ"), ("ハナ口", "ハナロ")]
)
def test_kanji_that_look_like_katakana_are_taken_for_it_in_a_reading(read: str, found: str) -> None:
    assert katakana(read)[0] == found


def test_a_line_of_prefecture_and_municipality_is_parted() -> None:
    assert place("大阪府大阪市中央区") == ("大阪府", "大阪市中央区")
    assert place("堺市") == ("", "堺市")
