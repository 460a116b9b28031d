"""Where backups stand, and what they are called."""

from datetime import UTC, datetime
from pathlib import Path

from naniwa.cli.backups import shelf

NOW = datetime(2026, 11, 29, 7, 23, 41, tzinfo=UTC)


def test_two_backups_of_one_second_get_two_names_in_their_order(tmp_path: Path) -> None:
    for text in ("first", "second", "third"):
        with shelf.room(tmp_path, now=NOW) as place:
            (place / shelf.MANIFEST).write_text(text)
    assert [(place.name, (place / shelf.MANIFEST).read_text()) for place in shelf.whole(tmp_path)] == [
        ("20261129-162341", "first"),
        ("20261129-162342", "second"),
        ("20261129-162343", "third"),
    ]
