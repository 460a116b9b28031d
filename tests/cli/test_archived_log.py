"""The archived log as files: what is missing from it is named, what is needed stays, and the rest goes."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from naniwa.cli.backups import log
from tests.cli.installations import whole_backup

SYSTEM = "7"
SIZE = 16 * 1024 * 1024
NOW = datetime(2020, 5, 2, tzinfo=UTC)


def write(folder: Path, *names: str) -> Path:
    """Pieces of log, as large as PostgreSQL's, with nothing in them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).touch()
        os.truncate(folder / name, SIZE)
    return folder


def piece(number: int, *, timeline: int = 1) -> str:
    return f"{timeline:08X}{number // 256:08X}{number % 256:08X}"


def base(backups: Path, made_at: datetime, needs: str) -> Path:
    """A backup with a copy of the cluster, which was whole an hour later."""
    backup = whole_backup(backups, made_at)
    (backup / "base").mkdir()
    about = {"system": SYSTEM, "needs": needs, "ended": (made_at + timedelta(hours=1)).isoformat()}
    (backup / "base/base.json").write_text(json.dumps(about))
    return backup


@pytest.mark.parametrize(
    ("there", "missing"),
    [
        ([piece(4), piece(5), piece(6)], None),
        ([piece(5)], None),
        ([piece(2), piece(5), piece(6)], None),
        ([piece(5), f"{piece(6)}.partial"], None),
        ([piece(number) for number in range(5, 258)], None),
        ([piece(5), piece(6), piece(7, timeline=2)], None),
        ([], piece(5)),
        ([piece(4), piece(6)], piece(5)),
        ([piece(5), piece(7), piece(9)], piece(6)),
        ([piece(5), f"{piece(7)}.partial"], piece(6)),
        ([piece(number) for number in range(5, 258) if number != 256], piece(256)),
        ([piece(5), "00000001.history", "0000000100000000000000GG"], None),
    ],
)
def test_the_first_missing_piece_of_log_is_named(tmp_path: Path, there: list[str], missing: str | None) -> None:
    assert log.gap(write(tmp_path, *there), piece(5)) == missing


def test_a_log_with_a_gap_is_not_replayed_and_the_way_without_it_is_told(tmp_path: Path) -> None:
    backup = base(tmp_path, NOW, piece(5))
    write(log.folder_of(tmp_path, SYSTEM), piece(5), piece(7))
    with pytest.raises(log.NotReached) as told:
        log.choose(tmp_path, until=None)
    assert f"lacks {piece(6)}; `naniwa restore {backup}` does without" in str(told.value)


def test_the_newest_copy_that_was_whole_by_the_moment_is_taken(tmp_path: Path) -> None:
    older, newer = base(tmp_path, NOW, piece(5)), base(tmp_path, NOW + timedelta(days=1), piece(6))
    write(log.folder_of(tmp_path, SYSTEM), piece(5), piece(6))
    assert log.choose(tmp_path, until=None).backup == newer
    assert log.choose(tmp_path, until=NOW + timedelta(days=1, minutes=59)).backup == older, "the newer was not whole"
    assert log.choose(tmp_path, until=NOW + timedelta(days=9)).backup == newer
    with pytest.raises(log.NotReached, match="old enough"):
        log.choose(tmp_path, until=NOW + timedelta(minutes=59))


def test_log_before_the_oldest_copy_goes_and_what_any_copy_needs_stays(tmp_path: Path) -> None:
    base(tmp_path, NOW + timedelta(days=1), piece(300))
    base(tmp_path, NOW, piece(255))
    ours = write(log.folder_of(tmp_path, SYSTEM), *map(piece, (3, 254, 255, 256, 301)), f"{piece(302)}.partial")
    write(ours, piece(254, timeline=2), "00000002.history")
    another = write(log.folder_of(tmp_path, "8"), piece(1))
    log.prune(tmp_path)
    kept = {piece(255), piece(256), piece(301), f"{piece(302)}.partial", "00000002.history"}
    assert {path.name for path in ours.iterdir()} == kept
    assert [path.name for path in another.iterdir()] == [piece(1)]


def test_without_a_copy_no_log_goes(tmp_path: Path) -> None:
    whole_backup(tmp_path, NOW)
    ours = write(log.folder_of(tmp_path, SYSTEM), piece(1))
    log.prune(tmp_path)
    assert [path.name for path in ours.iterdir()] == [piece(1)]


def test_a_copied_document_goes_once_the_newest_backup_holds_it(tmp_path: Path) -> None:
    data, backups = tmp_path / "data", tmp_path / "backups"
    held, new = UUID(int=1), UUID(int=2)
    for number in (held, new):
        kept = data / "documents" / number.hex[:2] / number.hex[2:4] / str(number)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text("a document")
        log.keep_document(number, data, backups, newest=None)
    backup = whole_backup(backups, NOW)
    in_backup = backup / "documents" / held.hex[:2] / held.hex[2:4] / str(held)
    in_backup.parent.mkdir(parents=True)
    in_backup.write_text("a document")
    log.prune(backups)
    assert [path.name for path in log.mirror(backups).rglob("*") if path.is_file()] == [str(new)]
    log.keep_document(held, data, backups, newest=backup)
    assert not list(log.mirror(backups).rglob(str(held))), "held already"
