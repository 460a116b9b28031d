"""Files that mean harm, sent the way an applicant sends them: refused in words, or kept as a harmless copy."""

import resource
import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from naniwa.kernel.documents.models import Document
from naniwa.kernel.organisations.isolation import as_system
from tests.security import files
from tests.security.asking import ask
from tests.security.world import World

MEBIBYTE = 1024 * 1024
QUICK, FRUGAL = 3.0, 300 * MEBIBYTE
PICTURE, PDF = "closing_proof", "tax_return"

# (what, made how, under which name)
REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("a zip bomb", files.zip_bomb, "売上帳.pdf"),
    ("a zip bomb called a picture", files.zip_bomb, "売上帳.png"),
    ("a workbook that unpacks without end", files.bomb_workbook, "売上帳.xlsx"),
    ("a workbook with a macro", files.macro_workbook, "売上帳.xlsm"),
    ("a workbook with a macro, called a PDF", files.macro_workbook, "売上帳.pdf"),
    ("a workbook of old", files.old_workbook, "売上帳.pdf"),
    ("a picture of 200 megapixels", files.vast, "店.png"),
    ("a picture larger than any number", lambda: files.claiming(2**31 - 1, 2**31 - 1), "店.png"),
    ("a drawing with a script", lambda: files.SVG, "店.svg"),
    ("a drawing with a script, called a picture", lambda: files.SVG, "店.png"),
    ("a page called a PDF", lambda: files.HTML, "通帳.pdf"),
    ("a page called a picture", lambda: files.HTML, "通帳.jpg"),
    ("a document that asks for our files", lambda: files.ENTITIES, "通帳.svg"),
    ("a program", lambda: files.SHELL, "通帳.pdf"),
    ("a PDF that runs a script", lambda: files.actions(b"/S/JavaScript/JS(app.alert(1))"), "通帳.pdf"),
    ("a PDF that starts a program", lambda: files.actions(b"/S/Launch/F(/bin/sh)"), "通帳.pdf"),
]


def send(world: World, content: bytes, name: str, field: str = "tax_return", kind: str = "application/pdf") -> Any:
    url = reverse("procedures:upload", args=[world.draft.pk])
    return ask(world.client("owner"), "post", url, {"field": field, "file": SimpleUploadedFile(name, content, kind)})


def kept() -> list[Document]:
    with as_system():
        return list(Document.objects.exclude(collection=""))


@pytest.mark.parametrize(("made", "name"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED])
def test_such_a_file_is_refused_in_words_at_once_and_leaves_nothing(
    world: World, made: Callable[[], bytes], name: str
) -> None:
    content = made()
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    answer = send(world, content, name)
    used = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert (answer.status_code, bool(answer.json()["message"])) == (422, True)
    assert kept() == []
    assert time.process_time() - began < QUICK
    assert used < FRUGAL


def test_the_place_of_a_photograph_is_kept_nowhere(world: World) -> None:
    answer = send(world, files.photograph_with_place(), "店.jpg", PICTURE, "image/jpeg")
    assert answer.status_code == 201, answer.content
    for url in (answer.json()[name] for name in answer.json() if name.endswith("url")):
        stored = ask(world.client("owner"), "get", url).body
        with Image.open(BytesIO(stored)) as image:
            assert (dict(image.getexif()), image.info.get("comment")) == ({}, None)
        assert b"secret place" not in stored


@pytest.mark.parametrize("made", [files.picture_with_script, files.picture_and_page])
def test_what_hides_in_a_picture_or_behind_it_is_gone(world: World, made: Callable[[], bytes]) -> None:
    answer = send(world, made(), "<script>.png", PICTURE, "image/png")
    assert answer.status_code == 201
    (document,) = kept()
    shown = ask(world.client("owner"), "get", reverse("documents:download", args=[document.pk, "page.html"]))
    assert b"script" not in shown.body
    assert shown.headers["Content-Type"] == "image/png"
    assert "sandbox" in shown.headers["Content-Security-Policy"]


def test_a_name_that_climbs_out_of_its_folder_stays_a_name(world: World, settings: Any) -> None:
    content = files.picture_with_script()
    assert send(world, content, "../../../../tmp/naniwa-evil.png", PICTURE, "image/png").status_code == 201
    (document,) = kept()
    assert document.name == "naniwa-evil.png"
    assert not list(settings.DOCUMENTS_ROOT.parent.glob("**/naniwa-evil*"))


@pytest.mark.parametrize("field", ["no_such_field", "phone", "__class__", ""])
def test_a_file_for_no_field_of_files_is_not_taken(world: World, field: str) -> None:
    assert send(world, files.picture_with_script(), "a.png", field).status_code == 404
    assert kept() == []
