"""Two municipalities lay overlays over a base: drafted, proposed, accepted by a second person; then the base changes."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from naniwa.kernel.audit.models import Record
from naniwa.kernel.forms.definition import UnsoundDefinition
from naniwa.kernel.forms.models import Version
from naniwa.kernel.organisations.isolation import acting_as, as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.services.procedures.definitions.overlays.content import Content
from naniwa.services.procedures.models import Adoption, Amendment, AmendmentState
from naniwa.services.procedures.operations import drafts, offering, overlays, publishing
from naniwa.services.procedures.queries import overlays as queries
from naniwa.services.procedures.queries import standing
from naniwa.services.procedures.queries.live import KIND, current
from naniwa.services.procedures.rules import NoReason
from naniwa.services.procedures.tests import factories, towns
from naniwa.services.procedures.tests.towns import CONTACT, NOW, OSAKA, SAKAI, SLUG

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
TITLE = (
    "title: {ja: 犬の登録, en: Registration of a Dog}",
    "title: {ja: 犬の登録（新）, en: Registration of a Dog (new)}",
)
CONTACTS = ("担当の窓口にお問い合わせください。", "登録の窓口にお問い合わせください。")


@pytest.fixture
def base(tmp_path: Path) -> Version:
    return towns.publish_base(tmp_path)


@pytest.fixture
def one(base: Version) -> Staff:
    return towns.clerk("one@osaka.example.jp", OSAKA)


@pytest.fixture
def other(base: Version) -> Staff:
    return towns.clerk("other@osaka.example.jp", OSAKA)


def test_nothing_is_published_before_a_second_person_accepts(one: Staff, other: Staff) -> None:
    draft = towns.drafted(one, Content({"contact": CONTACT}, towns.EXTRAS))
    slug = f"{SLUG}-{OSAKA}"
    assert current(slug) is None
    with acting_as(towns.office(one)):
        overlays.propose(amendment=draft, seen=1, by=one, now=NOW)
        assert current(slug) is None
        with pytest.raises(overlays.SecondPersonNeeded):
            overlays.accept(amendment=draft, seen=1, by=one, now=NOW)
    with acting_as(towns.office(other)):
        overlays.accept(amendment=draft, seen=1, by=other, now=NOW)
    live = current(slug)
    assert live is not None
    assert live.procedure.contact.ja == CONTACT["ja"]
    assert "collar" in live.procedure.form.fields
    assert Organisation.objects.get(pk=live.organisation_id).code == OSAKA
    assert live.opens_at == NOW - timedelta(days=1), "the window in which the base was published holds here too"
    with as_system():
        acts = list(
            Record.objects.filter(action__startswith="procedures.").order_by("pk").values_list("action", flat=True)
        )
    assert [act.partition(".")[2] for act in acts] == [
        "adoption_started",
        "overlay_saved",
        "overlay_proposed",
        "overlay_accepted",
    ]


def test_the_database_itself_wants_a_second_person(one: Staff, other: Staff) -> None:
    towns.adopted(one, other)
    with as_system(), pytest.raises(IntegrityError), transaction.atomic():
        Amendment.objects.update(closed_by=one.person)


def test_an_unsound_draft_is_kept_and_not_proposed(one: Staff) -> None:
    for extras in ("remove: [form.pages.dog.fields.breed]", "remove: [", "replace: {slug: other}"):
        draft = towns.drafted(one, Content({}, extras))
        with acting_as(towns.office(one)), pytest.raises(overlays.Unsound):
            overlays.propose(amendment=draft, seen=draft.revision, by=one, now=NOW)
    assert draft.revision == 3


def test_two_people_cannot_overwrite_each_other(one: Staff, other: Staff) -> None:
    draft = towns.drafted(one, Content({}, ""))
    with acting_as(towns.office(other)):
        overlays.save(adoption=draft.adoption, content=Content({"contact": CONTACT}, ""), seen=1, by=other, now=NOW)
        with pytest.raises(overlays.Overtaken):
            overlays.save(adoption=draft.adoption, content=Content({}, ""), seen=1, by=one, now=NOW)
        with pytest.raises(overlays.Overtaken):
            overlays.propose(amendment=draft, seen=1, by=one, now=NOW)


def test_a_proposal_that_is_edited_is_a_draft_again(one: Staff, other: Staff) -> None:
    draft = towns.drafted(one, Content({}, ""))
    with acting_as(towns.office(one)):
        overlays.propose(amendment=draft, seen=1, by=one, now=NOW)
    draft = towns.drafted(one, Content({"contact": CONTACT}, ""))
    with acting_as(towns.office(other)), pytest.raises(overlays.Overtaken):
        overlays.accept(amendment=draft, seen=draft.revision, by=other, now=NOW)


def test_only_a_municipality_begins_and_only_with_what_is_offered(base: Version, one: Staff) -> None:
    prefecture = towns.clerk("p@pref.example.jp", "270008-digital")
    with acting_as(towns.office(prefecture)), pytest.raises(overlays.NotAMunicipality):
        overlays.start(base=SLUG, by=prefecture, now=NOW)
    factories.published()
    with acting_as(towns.office(one)), pytest.raises(overlays.NotABase):
        overlays.start(base="closure-relief-grant", by=one, now=NOW)


def test_a_municipalitys_definition_is_published_by_no_command(one: Staff, other: Staff, tmp_path: Path) -> None:
    found = towns.adopted(one, other)
    assert found.version is not None
    file = tmp_path / "composed.yaml"
    file.write_text(found.version.source, encoding="utf-8")
    with as_system(), pytest.raises(UnsoundDefinition, match="based_on"):
        publishing.publish(path=file, by=None, now=LATER)


def test_a_new_base_arrives_and_changes_nothing_until_it_is_accepted(one: Staff, other: Staff, tmp_path: Path) -> None:
    towns.adopted(one, other)
    assert towns.arrived(one) is None
    towns.publish_base(tmp_path, TITLE, now=LATER)
    amendment = towns.arrived(one, now=LATER)
    assert amendment is not None
    assert (amendment.state, amendment.lines, amendment.base_version.number) == (AmendmentState.PROPOSED, [], 2)
    live = current(f"{SLUG}-{OSAKA}")
    assert live is not None
    assert live.procedure.title.ja == "犬の登録"
    assert [change.path for change in queries.changes(amendment)] == ["title"]
    with acting_as(towns.office(other)):
        overlays.accept(amendment=amendment, seen=amendment.revision, by=other, now=LATER)
    live = current(f"{SLUG}-{OSAKA}")
    assert live is not None
    assert (live.number, live.procedure.title.ja, live.procedure.contact.ja) == (2, "犬の登録（新）", CONTACT["ja"])
    assert towns.adoption(one).extras == towns.EXTRAS, "the text stays as it was typed"
    assert towns.arrived(one, now=LATER) is None


def test_those_in_flight_stay_on_their_version(one: Staff, other: Staff, tmp_path: Path) -> None:
    towns.adopted(one, other)
    before = current(f"{SLUG}-{OSAKA}")
    assert before is not None
    resident = factories.resident()
    with as_system():
        draft = drafts.start(version=before, by=resident, language="ja", now=NOW)
    towns.publish_base(tmp_path, TITLE, now=LATER)
    amendment = towns.arrived(one, now=LATER)
    assert amendment is not None
    with acting_as(towns.office(other)):
        overlays.accept(amendment=amendment, seen=1, by=other, now=LATER)
    with as_system():
        draft.refresh_from_db()
    assert draft.version_id == before.version_id


def test_whoever_published_the_base_does_not_accept_it_in_the_municipality(
    one: Staff, other: Staff, tmp_path: Path
) -> None:
    towns.adopted(one, other)
    towns.publish_base(tmp_path, TITLE, now=LATER, by=other.person)
    amendment = towns.arrived(one, now=LATER)
    assert amendment is not None
    with acting_as(towns.office(other)), pytest.raises(overlays.SecondPersonNeeded):
        overlays.accept(amendment=amendment, seen=1, by=other, now=LATER)


@pytest.mark.parametrize(("choice", "contact"), [("ours", CONTACT["ja"]), ("base", CONTACTS[1])])
def test_a_conflict_is_decided_by_one_person_and_accepted_by_another(
    one: Staff, other: Staff, tmp_path: Path, choice: str, contact: str
) -> None:
    towns.adopted(one, other)
    towns.publish_base(tmp_path, CONTACTS, now=LATER)
    amendment = towns.arrived(one, now=LATER)
    assert amendment is not None
    assert [(line["kind"], line["entry"]["path"]) for line in amendment.lines] == [("changed_in_both", "contact")]
    with acting_as(towns.office(one)):
        with pytest.raises(overlays.Overtaken):
            overlays.accept(amendment=amendment, seen=1, by=one, now=LATER)
        with pytest.raises(overlays.Undecided):
            overlays.decide(amendment=amendment, choices={}, seen=1, by=one, now=LATER)
        overlays.decide(amendment=amendment, choices={0: choice}, seen=1, by=one, now=LATER)  # type: ignore[dict-item] # parametrised as plain text
        with pytest.raises(overlays.SecondPersonNeeded):
            overlays.accept(amendment=amendment, seen=2, by=one, now=LATER)
    with acting_as(towns.office(other)):
        overlays.accept(amendment=amendment, seen=2, by=other, now=LATER)
    live = current(f"{SLUG}-{OSAKA}")
    assert live is not None
    assert live.procedure.contact.ja == contact
    assert "collar" in live.procedure.form.fields


def test_what_is_refused_stays_refused_until_the_next_version(one: Staff, other: Staff, tmp_path: Path) -> None:
    towns.adopted(one, other)
    towns.publish_base(tmp_path, TITLE, now=LATER)
    amendment = towns.arrived(one, now=LATER)
    assert amendment is not None
    with acting_as(towns.office(one)):
        with pytest.raises(NoReason):
            overlays.refuse(amendment=amendment, reason=" ", seen=1, by=one, now=LATER)
        overlays.refuse(amendment=amendment, reason="条例の改正を待つ", seen=1, by=one, now=LATER)
    assert towns.arrived(one, now=LATER) is None
    with acting_as(towns.office(one)):
        row = next(row for row in standing.standings(SLUG) if row.organisation.code == OSAKA)
    assert (row.on, row.refused) == (1, frozenset({2}))
    towns.publish_base(tmp_path, CONTACTS, now=LATER)
    third = towns.arrived(one, now=LATER)
    assert third is not None
    assert third.base_version.number == 3


def test_a_newer_base_takes_the_place_of_one_that_waits(one: Staff, other: Staff, tmp_path: Path) -> None:
    towns.adopted(one, other)
    for change in (TITLE, CONTACTS):
        towns.publish_base(tmp_path, change, now=LATER)
        towns.arrived(one, now=LATER)
    with as_system():
        found = list(Amendment.objects.filter(kind="base").order_by("pk").values_list("state", "base_version__number"))
    assert found == [("superseded", 2), ("draft", 3)]


def test_own_changes_and_a_new_base_make_way_for_each_other(one: Staff, other: Staff, tmp_path: Path) -> None:
    towns.adopted(one, other)
    towns.publish_base(tmp_path, TITLE, now=LATER)
    waiting = towns.arrived(one, now=LATER)
    assert waiting is not None
    towns.adopted(one, other, Content({"hours": CONTACT}, ""), now=LATER)
    anew = towns.arrived(one, now=LATER)
    assert anew is not None
    assert (anew.pk != waiting.pk, anew.wording, anew.extras) == (True, {"hours": CONTACT}, "")
    draft = towns.drafted(one, Content({"title": CONTACT}, ""), now=LATER)
    with acting_as(towns.office(other)):
        overlays.accept(amendment=anew, seen=anew.revision, by=other, now=LATER)
        draft.refresh_from_db()
    assert (draft.base_version.number, draft.revision, [one["kind"] for one in draft.lines]) == (
        2,
        2,
        ["changed_in_both"],
    )
    assert draft.wording == {"title": CONTACT}


def test_forty_three_municipalities_cost_as_many_statements_as_two(base: Version, tmp_path: Path) -> None:
    places = list(Organisation.objects.filter(kind="municipality").order_by("code"))
    assert len(places) == 43

    def cost(count: int) -> int:
        with as_system():
            Adoption.objects.all().delete()
            prefecture = Organisation.objects.get(code="270008")
            Adoption.objects.bulk_create(
                Adoption(
                    organisation=place, owner=prefecture, base=SLUG, base_version=base, version=base,
                    wording={"contact": CONTACT}, extras=towns.EXTRAS, started_at=NOW,
                )
                for place in places[:count]
            )  # fmt: skip
            with CaptureQueriesContext(connection) as captured:
                assert offering.offer(base=SLUG, now=LATER) == count
                assert offering.offer(base=SLUG, now=LATER) == 0
        return len(captured)

    towns.publish_base(tmp_path, CONTACTS, now=LATER)
    assert cost(2) == cost(43)
    with as_system():
        assert Amendment.objects.filter(state="draft", lines__0__kind="changed_in_both").count() == 43


def test_a_municipality_sees_its_own_and_the_prefecture_all(one: Staff, other: Staff) -> None:
    towns.adopted(one, other)
    sakai = towns.clerk("s@sakai.example.jp", SAKAI)
    keeper = towns.clerk("k@pref.example.jp", "270008-commerce")
    for who, seen in ((one, 1), (sakai, 0), (keeper, 1)):
        with acting_as(towns.office(who)):
            assert (Adoption.objects.count(), Amendment.objects.count()) == (seen, seen)
    with acting_as(towns.office(keeper)):
        assert (Adoption.objects.update(wording={}), Amendment.objects.update(extras="")) == (0, 0)


def test_published_forms_are_found_by_their_base(one: Staff, other: Staff) -> None:
    assert standing.variants(SLUG) == []
    towns.adopted(one, other)
    assert [(found.organisation.code, found.slug) for found in standing.variants(SLUG)] == [(OSAKA, f"{SLUG}-{OSAKA}")]
    assert Version.objects.filter(kind=KIND).count() == 2
