"""Bases that leave something to each municipality: nobody applies for them, and none is published half decided."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.organisations.isolation import acting_as, as_system
from naniwa.kernel.people.access import Staff
from naniwa.services.procedures.definitions import FOLDER
from naniwa.services.procedures.definitions.openness import MARKS
from naniwa.services.procedures.definitions.overlays import Base, Overlay, base, compose, left_open, places
from naniwa.services.procedures.definitions.overlays.content import Content
from naniwa.services.procedures.models import AmendmentState
from naniwa.services.procedures.operations import drafts, overlays
from naniwa.services.procedures.queries.live import current
from naniwa.services.procedures.rules import NotOpen
from naniwa.services.procedures.tests import factories, towns
from naniwa.services.procedures.tests.browser import press, words
from naniwa.services.procedures.tests.staff_sessions import signed_in
from naniwa.services.procedures.tests.towns import NOW, OSAKA, SLUG

BASES = sorted(path for path in (FOLDER / "library").glob("*.yaml") if path.stem != "restaurant-licence")
EDIT = f"/staff/overlays/{SLUG}/edit/"
NEW_MARK = (
    "en: What it is called}",
    "en: What it is called}, hint: {ja: 【市町村が定める】, en: (set by the municipality)}",
)


def read(file: Path) -> Base:
    return base(file.read_text(encoding="utf-8"))


def decided(found: Base, *but: str) -> dict[str, Any]:
    """What a municipality writes in place of every mark, but at some places."""
    return {
        place: at_once(places.get(found.document, place)) for place in left_open(found.document) if place not in but
    }


def at_once(text: dict[str, str]) -> dict[str, str]:
    return {language: said.replace(MARKS[0], "市の").replace(MARKS[1], "ours") for language, said in text.items()}


@pytest.mark.parametrize("file", BASES, ids=lambda file: file.stem)
def test_whatever_a_base_of_the_library_leaves_open_a_municipality_can_decide(file: Path) -> None:
    found = read(file)
    assert found.procedure.for_municipalities
    assert len(left_open(found.document)) >= 3
    composed = compose(found, Overlay(base=found.slug, municipality=OSAKA, replace=decided(found)), version=1)
    assert (composed.troubles, composed.left, composed.document.get("open")) == ([], [], None)


def test_the_licence_that_the_governor_gives_is_no_base() -> None:
    assert not read(FOLDER / "library" / "restaurant-licence.yaml").procedure.for_municipalities


@pytest.fixture
def one(db: None, tmp_path: Path) -> Staff:
    towns.publish_base(tmp_path, undecided=True)
    return towns.clerk("one@osaka.example.jp", OSAKA)


@pytest.fixture
def other(one: Staff) -> Staff:
    return towns.clerk("other@osaka.example.jp", OSAKA)


def test_nobody_applies_for_what_no_municipality_has_decided(one: Staff, client: Client) -> None:
    about, apply = (reverse(f"procedures:{name}", args=[SLUG]) for name in ("about", "apply"))
    page = words(client.get(about))
    assert "まだオンラインで申請できません" in page
    assert "申請をはじめる" not in page
    person = factories.resident()
    client.force_login(person)
    assert client.get(apply)["Location"] == about
    live = current(SLUG)
    assert live is not None
    with as_system(), pytest.raises(NotOpen):
        drafts.start(version=live, by=person, language="ja", now=NOW)


def test_what_is_left_open_is_named_linked_and_keeps_a_form_from_being_published(one: Staff, other: Staff) -> None:
    first, found = signed_in(one.person), read(towns.DOG)
    page = first.get(EDIT)
    assert "市町村が決めるところが7か所あります" in words(page)
    boxes = {
        f"{place}.{language}".replace(".", "__"): said
        for place, text in decided(found, "outcomes.approved.note").items()
        for language, said in text.items()
    }
    press(first, page, ("next", ""), url=EDIT, **boxes)
    told = first.get(EDIT).content.decode()
    assert 'href="#f-outcomes-approved-note-ja"' in told
    assert 'href="#f-contact-ja"' not in told
    with acting_as(towns.office(one)):
        adoption = towns.adoption(one)
        draft = adoption.amendments.get()
        with pytest.raises(overlays.LeftOpen) as left:
            overlays.propose(amendment=draft, seen=1, by=one, now=NOW)
    assert left.value.left == ("outcomes.approved.note",)
    shown = first.get(reverse("procedures:staff_amendment", args=[draft.public_id])).content.decode()
    assert f'href="{EDIT}#f-outcomes-approved-note-ja"' in shown
    published = towns.adopted(one, other, Content(decided(found), ""))
    assert published.version is not None
    assert not any(mark in published.version.source for mark in MARKS)


def test_what_a_new_base_leaves_open_is_decided_where_it_is_accepted(one: Staff, other: Staff, tmp_path: Path) -> None:
    towns.adopted(one, other, Content(decided(read(towns.DOG)), ""))
    later = NOW + timedelta(days=1)
    towns.publish_base(tmp_path, NEW_MARK, now=later, undecided=True)
    merge = towns.arrived(one, now=later)
    assert merge is not None
    assert (merge.state, merge.lines) == (AmendmentState.DRAFT, [])
    first = signed_in(one.person)
    page = first.get(reverse("procedures:staff_amendment", args=[merge.public_id]))
    box = "form.pages.dog.fields.called.hint"
    assert f'href="#f-{box.replace(".", "-")}-ja"' in page.content.decode()
    url = reverse("procedures:staff_amendment_decide", args=[merge.public_id])
    first.post(url, {"seen": merge.revision, f"{box}.ja": "鑑札の名です。", f"{box}.en": "The name on the tag."})
    merge.refresh_from_db()
    assert merge.state == AmendmentState.PROPOSED
    with acting_as(towns.office(other)):
        overlays.accept(amendment=merge, seen=merge.revision, by=other, now=timezone.now())
    live = current(f"{SLUG}-{OSAKA}")
    assert live is not None
    assert live.procedure.form.fields["called"].hint.ja == "鑑札の名です。"  # type: ignore[union-attr] # it has one
