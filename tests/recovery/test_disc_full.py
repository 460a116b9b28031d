"""A disc that is full when a file comes: told in words, what was typed is kept, and nothing is left half."""

import errno
import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from naniwa.kernel.documents import storage
from naniwa.kernel.documents.models import Document
from naniwa.kernel.documents.refusals import NoSpace
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.procedures.models import Draft
from tests.security.asking import ask
from tests.security.conftest import built, world
from tests.security.world import World

__all__ = ["built", "world"]

pytestmark = [pytest.mark.recovery, pytest.mark.xdist_group("recovery")]

KIBIBYTE = 1024
SMALL = 512 * KIBIBYTE
FIELD = "closing_proof"
TYPED = {"closed_from": "令和2年4月21日", "save": "next"}

type Disc = Callable[[Path], Any]


@contextmanager
def small_disc(folder: Path) -> Iterator[None]:
    """A real one; where nobody may mount any, what this process may write of a file is as small."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SMALL},mode=0700", "naniwa-test", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        with small_share(folder):
            yield
        return
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def small_share(_folder: Path) -> Iterator[None]:
    """No file of this process gets longer than that."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


@pytest.fixture
def data(tmp_path: Path, settings: Any) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    settings.DOCUMENTS_ROOT = folder
    return folder


def noise(pixels: int) -> bytes:
    """A picture that cannot be made smaller."""
    out = BytesIO()
    Image.frombytes("L", (pixels, pixels), os.urandom(pixels * pixels)).save(out, "PNG")
    return out.getvalue()


LARGE, LITTLE = 1200, 150  # 1.4 MB, which Django puts on the disc on its way in, and 23 kB, which it does not


def picture(pixels: int) -> SimpleUploadedFile:
    return SimpleUploadedFile("貼り紙.png", noise(pixels), "image/png")


def send_alone(world: World, pixels: int) -> Any:
    url = reverse("procedures:upload", args=[world.draft.pk])
    return ask(world.client("owner"), "post", url, {"field": FIELD, "file": picture(pixels)})


def send_with_page(world: World, pixels: int) -> Any:
    """As somebody without scripts sends it: with all that is on its page."""
    url = reverse("procedures:page", args=[world.draft.pk, "closure"])
    return ask(world.client("owner"), "post", url, {**TYPED, FIELD: picture(pixels)})


def left(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def rows(world: World) -> int:
    with as_system():
        return Document.objects.filter(collection=str(world.draft.pk)).count()


def fill(folder: Path) -> Path:
    """So that not even a little goes in."""
    filler = folder / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while file.write(bytes(KIBIBYTE)):
            pass
    return filler


@pytest.mark.parametrize("disc", [small_disc, small_share])
def test_a_file_for_which_there_is_no_room_is_refused_in_words_and_leaves_nothing(
    world: World, data: Path, disc: Disc
) -> None:
    with disc(data):
        answer = send_alone(world, LARGE)
        assert (answer.status_code, answer.json()["message"]) == (422, NoSpace().message)
        assert (left(data), rows(world)) == ([], 0)
        assert send_alone(world, LITTLE).status_code == 201, "a smaller one still has room"
    assert send_alone(world, LARGE).status_code == 201, "once there is room"


def test_what_was_typed_beside_the_file_is_kept_though_nothing_goes_on_the_disc(world: World, data: Path) -> None:
    with small_disc(data):
        filler = fill(data)
        answer = send_with_page(world, LITTLE)
        assert answer.status_code == 200
        assert str(NoSpace().message) in answer.body.decode()
        assert TYPED["closed_from"] in answer.body.decode()
        assert ([one for one in left(data) if one != filler], rows(world)) == ([], 0)
    with as_system():
        assert Draft.objects.get(pk=world.draft.pk).typed("closure")["closed_from"] == [TYPED["closed_from"]]


def test_the_folder_for_files_on_their_way_in_may_be_full_as_well(world: World, data: Path, settings: Any) -> None:
    """Django puts what is large there before any view sees the form."""
    way_in = data.with_name("way-in")
    way_in.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(way_in)
    with small_disc(way_in):
        answer = send_with_page(world, LARGE)
        assert answer.status_code == 200
        assert str(NoSpace().message) in answer.body.decode()
        assert (left(data), left(way_in), rows(world)) == ([], [], 0)
    with as_system():
        assert Draft.objects.get(pk=world.draft.pk).typed("closure")["closed_from"] == [TYPED["closed_from"]]


def test_a_picture_whose_thumbnail_finds_no_room_is_not_kept_without_its_row(
    world: World, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(content: bytes, target: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(storage, "write", full)
    assert send_alone(world, LITTLE).status_code == 422
    assert (left(data), rows(world)) == ([], 0)
