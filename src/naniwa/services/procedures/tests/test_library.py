"""The ready-made definitions: sound, with their rules shown by examples, and played by invented applicants."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel
from rich.progress import Progress

from naniwa.kernel.forms.definition import Text
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.payments.models import Claim
from naniwa.services.procedures.definitions import FOLDER, check, load, shipped
from naniwa.services.procedures.models import Stage, State
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.rehearsal import arrivals, paying
from naniwa.services.procedures.rehearsal.personnel import Personnel, engage
from naniwa.services.procedures.rehearsal.report import Report
from naniwa.services.procedures.rehearsal.season import Season, tally
from naniwa.services.procedures.tests import factories

LIBRARY = sorted((FOLDER / "library").glob("*.yaml"))
PAYING = [path for path in LIBRARY if "\namounts:" in path.read_text(encoding="utf-8")]
OPEN, OPEN_EN = "【市町村が定める】", "(set by the municipality)"
APPLICANTS = 100

each = pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)


def test_the_library_has_the_twelve_kinds() -> None:
    assert [path.stem for path in LIBRARY] == [
        "bulky-waste",
        "child-allowance",
        "disaster-certificate",
        "dog-registration",
        "facility-booking",
        "information-disclosure",
        "nursery-place",
        "residence-certificate",
        "restaurant-licence",
        "road-occupancy",
        "sponsorship-name",
        "staff-recruitment",
    ]


@each
def test_a_definition_is_sound_and_its_examples_come_out_as_they_say(path: Path) -> None:
    assert [str(flaw) for flaw in check(path)] == []


def test_no_two_definitions_share_a_name_or_the_prefix_of_receipt_numbers() -> None:
    everything = [load(path) for path in [*shipped(), *LIBRARY]]
    for names in ([one.slug for one in everything], [one.prefix for one in everything]):
        assert len(set(names)) == len(names)
    assert [load(path).slug for path in LIBRARY] == [path.stem for path in LIBRARY]


@each
def test_every_rule_is_seen_to_find_its_fault(path: Path) -> None:
    procedure = load(path)
    found = {code for example in procedure.examples for code in example.expect.findings}
    assert found == {one.code for one in procedure.form.checks if one.must is not None}
    assert len(procedure.form.checks) >= 6


@each
def test_examples_show_what_is_approved_what_is_sent_back_and_what_is_refused(path: Path) -> None:
    expected = [example.expect for example in load(path).examples]
    assert sum(one.outcome == "approved" for one in expected) >= 3
    assert any(one.findings and not one.refused and one.outcome is None for one in expected)
    assert any(one.refused for one in expected)


@each
def test_no_field_asks_for_the_individual_number(path: Path) -> None:
    labels = [asked.label for asked in load(path).form.fields.values()]
    assert [
        one.ja for one in labels if "個人番号" in one.ja or "マイナンバー" in one.ja or "Individual Number" in one.en
    ] == []


@each
def test_what_a_municipality_decides_is_marked_alike_in_both_languages(path: Path) -> None:
    said = list(texts(load(path)))
    assert [one.ja for one in said if (OPEN in one.ja) != (OPEN_EN in one.en)] == []
    assert any(OPEN in one.ja for one in said)


@each
def test_every_document_to_have_at_hand_says_why_it_is_asked_for(path: Path) -> None:
    assert [paper.name.ja for paper in load(path).documents if paper.note is None] == []


@each
def test_whoever_is_paid_nothing_is_not_asked_for_an_account(path: Path) -> None:
    procedure = load(path)
    asked = [key for key, field in procedure.form.fields.items() if field.type == "bank_account"]
    assert asked == ([procedure.applicant.account] if procedure.pays else [])
    assert procedure.pays == (path in PAYING)


@pytest.mark.django_db
@each
def test_invented_applicants_apply_mend_what_is_sent_back_and_are_decided_on(path: Path, tmp_path: Path) -> None:
    season = applied(path, tmp_path)
    season.review()
    season.decide()
    tally(season.report, season.version)
    report, codes = season.report, {one.code for one in load(path).form.checks}
    assert report.received + report.refused_at_entry == APPLICANTS
    assert report.received > 0
    assert report.deficient > 0
    assert report.notices_drafted == report.deficient
    assert 0 < report.corrected <= report.notices_sent
    assert report.deficiencies_by_item.keys() <= codes
    assert report.approved > 0
    with as_system():
        closed, left = season.cases(stage=Stage.CLOSED), season.cases().exclude(stage=Stage.CLOSED)
        assert closed.count() == report.approved + report.rejected + report.withdrawn
        assert set(left.values_list("state", flat=True)) <= {State.RESUBMITTED}  # mended, but not in order yet
        assert Claim.objects.count() == (report.approved if season.version.procedure.pays else 0)


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAYING, ids=lambda path: path.stem)
def test_what_is_paid_out_is_rehearsed_to_the_last_yen(path: Path, tmp_path: Path) -> None:
    season = applied(path, tmp_path)
    season.review()
    season.decide()
    paying.pay_all(season, tmp_path / "bank")
    paying.settle(season.report, season.version.procedure.slug)
    sent = sum(file.total_yen for file in season.report.payout_files)
    assert season.report.paid == season.report.approved > 0
    assert sent == season.report.paid_total_yen + season.report.failed_total_yen > 0


def applied(path: Path, folder: Path) -> Season:
    """A season of the definition in which everybody has just applied."""
    version = factories.published(path)
    report = Report(procedure=version.procedure.slug, applicants=APPLICANTS)
    season = Season(version, personnel(version), report, seed=1, progress=Progress(disable=True))
    [file] = arrivals.write_files(version, count=APPLICANTS, seed=1, size=APPLICANTS, folder=folder, now=season.now)
    received, report.refused_at_entry = arrivals.check(version, file, now=version.opens_at)
    report.received = len(received)
    season.mending |= arrivals.receive(version, received, now=season.now)
    return season


def personnel(version: Live) -> Personnel:
    with as_system():
        return engage(Organisation.objects.get(pk=version.organisation_id), now=version.opens_at)


def texts(said: object) -> Iterator[Text]:
    """Every wording of a definition."""
    if isinstance(said, Text):
        yield said
    elif isinstance(said, BaseModel):
        for name in type(said).model_fields:
            yield from texts(getattr(said, name))
    elif isinstance(said, tuple):
        for one in said:
            yield from texts(one)
