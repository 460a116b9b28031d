"""The process beside ours in which files are decoded."""

import os
import signal
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from naniwa.kernel.documents import images, workshop
from naniwa.kernel.documents.decoding import __main__ as decoding
from naniwa.kernel.documents.decoding.ended import Ended
from naniwa.kernel.documents.limits import ORDINARY, Kind
from naniwa.kernel.documents.models import Document
from naniwa.kernel.documents.tests.conftest import Accept

pytestmark = pytest.mark.django_db


def _photograph() -> bytes:
    out = BytesIO()
    Image.effect_noise((640, 480), 60).save(out, "JPEG")
    return out.getvalue()


def test_a_workshop_that_was_killed_is_opened_anew(accept: Accept) -> None:
    accept(_photograph())
    before = workshop.process().pid
    os.kill(before, signal.SIGKILL)
    assert accept(_photograph()).has_thumbnail
    assert workshop.process().pid != before


def test_the_one_who_decodes_knows_nothing_of_the_site_and_comes_last(accept: Accept) -> None:
    accept(_photograph())
    pid = workshop.process().pid
    assert Path(f"/proc/{pid}/environ").read_bytes() == b""
    assert os.getpriority(os.PRIO_PROCESS, pid) == decoding.NICE
    assert "libpq" not in Path(f"/proc/{pid}/maps").read_text()


def test_it_ends_with_whoever_began_it(accept: Accept) -> None:
    accept(_photograph())
    process = workshop.process()
    workshop.close()
    assert process.returncode == 0


def test_a_picture_that_needs_more_memory_than_there_is_is_refused(tmp_path: Path) -> None:
    """A line for each element of a file that says it is larger than it is."""
    path = tmp_path / "large.png"
    Image.new("1", (60_000, 60_000)).save(path)
    task = {"do": "rewrite", "path": str(path), "kind": Kind.PNG.value, "into": str(tmp_path / "small")}
    assert workshop.decode(**task, pixels=2**40) is Ended.BADLY
    assert images.rewrite(_saved(tmp_path), Kind.JPEG, ORDINARY).kind is Kind.JPEG
    assert not Document.objects.exists()


def _saved(folder: Path) -> Path:
    path = folder / "photograph.jpg"
    path.write_bytes(_photograph())
    return path
