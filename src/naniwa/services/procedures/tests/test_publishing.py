"""A file becomes a live procedure, and comes out again as it went in."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from naniwa.kernel.organisations import operations as organisations
from naniwa.library.periods import TOKYO
from naniwa.services.procedures.definitions import FOLDER, UnsoundDefinition
from naniwa.services.procedures.operations.publishing import EmptyWindow, NotPublished, check_files, export, publish
from naniwa.services.procedures.queries.live import current

CLOSURE = FOLDER / "closure-relief-grant.yaml"
NOW = datetime(2026, 11, 22, 9, tzinfo=TOKYO)
OPEN = {"opens_at": NOW, "closes_at": NOW + timedelta(days=30), "corrections_until": NOW + timedelta(days=50)}


def altered(tmp_path: Path, before: str, after: str) -> Path:
    text = CLOSURE.read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "grant.yaml"
    path.write_text(text.replace(before, after), encoding="utf-8")
    return path


def test_every_flaw_of_every_file_is_listed(tmp_path: Path) -> None:
    path = altered(tmp_path, "prefix: KX", "prefix: K")
    assert [Path(flaw.file).name for flaw in check_files([CLOSURE, path, path])] == ["grant.yaml", "grant.yaml"]


@pytest.mark.django_db
class TestPublishing:
    @pytest.fixture(autouse=True)
    def _organisations(self) -> None:
        organisations.load_reference()

    def test_a_published_file_is_live_in_its_window(self) -> None:
        version = publish(path=CLOSURE, by=None, now=NOW, window=OPEN)
        live = current("closure-relief-grant")
        assert live is not None
        assert (live.version_id, live.opens_at, live.closes_at) == (version.pk, NOW, OPEN["closes_at"])
        assert live.procedure.opens_at == datetime(2020, 4, 27, tzinfo=TOKYO)

    def test_a_version_comes_out_as_it_went_in(self, tmp_path: Path) -> None:
        publish(path=CLOSURE, by=None, now=NOW)
        publish(path=altered(tmp_path, "review_days: 14", "review_days: 21"), by=None, now=NOW)
        assert export(slug="closure-relief-grant", number=1) == CLOSURE.read_text(encoding="utf-8")
        assert "review_days: 21" in export(slug="closure-relief-grant")

    def test_what_was_never_published_cannot_be_exported(self) -> None:
        with pytest.raises(NotPublished):
            export(slug="closure-relief-grant")

    def test_an_unsound_file_is_not_published(self, tmp_path: Path) -> None:
        with pytest.raises(UnsoundDefinition, match="amount_yen"):
            publish(path=altered(tmp_path, "amount: 1000000", "amount: 999999"), by=None, now=NOW)

    def test_an_office_that_does_not_exist_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(UnsoundDefinition, match=r"grant.yaml:\d+: office: there is no organisation '270008-moon'"):
            publish(path=altered(tmp_path, "270008-commerce", "270008-moon"), by=None, now=NOW)

    def test_a_window_must_open_before_it_closes(self) -> None:
        with pytest.raises(EmptyWindow):
            publish(path=CLOSURE, by=None, now=NOW, window={"opens_at": NOW})
