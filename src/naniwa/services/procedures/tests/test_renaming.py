"""A key gets another name wherever a definition names it, and nothing else changes."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from naniwa.services.procedures.definitions import FOLDER
from naniwa.services.procedures.definitions.editing import renaming, surgery
from naniwa.services.procedures.definitions.editing.identifiers import renamed, renamed_in_rows
from naniwa.services.procedures.definitions.editing.places import Place
from naniwa.services.procedures.queries.designs import checked
from naniwa.services.procedures.tests.browser import controls, words
from naniwa.services.procedures.tests.designers import NUMBER, begin, text, writer

FILES = [FOLDER / "library" / f"{name}.yaml" for name in ("bulky-waste", "staff-recruitment", "residence-certificate")]

RULES = [
    ("a question", "home > 1", "place > 1"),
    ("its part", 'home.town == "x"', 'place.town == "x"'),
    ("whether it is answered", "answered.home && home", "answered.place && place"),
    ("not what a text says", 'kind == "home"', 'kind == "home"'),
    ("not in other quotes", r"kind == 'my \' home'", r"kind == 'my \' home'"),
    ("not a part of that name", "shop.home == 1", "shop.home == 1"),
    ("not a longer name", "home_2 + homes + xhome", "home_2 + homes + xhome"),
    ("not a name that a macro binds", "rows.all(home, home.x > 0) && home", "rows.all(home, home.x > 0) && place"),
    ("inside other macros", "rows.all(r, r.x > home)", "rows.all(r, r.x > place)"),
    ("in any script around it", 'home == "大阪 home"', 'place == "大阪 home"'),
]


@pytest.mark.parametrize(("before", "after"), [pytest.param(*case, id=name) for name, *case in RULES])
def test_a_name_is_changed_where_it_is_one(before: str, after: str) -> None:
    assert renamed(before, "home", "place") == after
    assert renamed(after, "place", "home") == before or "bind" in before or "answered" in before


ROWS = [
    ("a column", "sum(rows.n)", "sum(rows.count)"),
    ("of one row at a time", "rows.all(r, r.n > 0)", "rows.all(r, r.count > 0)"),
    ("not of other rows", "rows.all(r, r.m > 0) && other.all(o, o.n > 0)", "rows.all(r, r.m > 0) && other.all(o, o.n > 0)"),
    ("not a question of that name", "n > 0", "n > 0"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), [pytest.param(*case, id=name) for name, *case in ROWS])
def test_a_question_of_a_row_is_changed_in_its_rows_alone(before: str, after: str) -> None:
    assert renamed_in_rows(before, "rows", "n", "count") == after


def named(document: object) -> list[Place]:
    """Every question and value of a definition, those of rows too."""
    form = document["form"]  # type: ignore[index] # a definition is a mapping
    found: list[Place] = [("form", "values", at) for at in range(len(form.get("values", ())))]
    for page, one in enumerate(form["pages"]):
        for at, asked in enumerate(one["fields"]):
            place: Place = ("form", "pages", page, "fields", at)
            found += [place, *((*place, "fields", cell) for cell in range(len(asked.get("fields", ()))))]
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_definition_stays_sound_under_other_names_and_comes_back(file: Path) -> None:
    before = file.read_text(encoding="utf-8")
    wanted = surgery.document_of(before)
    places = named(wanted)[::5]
    old: dict[Place, str] = {}
    text = before
    for number, place in enumerate(places):
        asked = renaming.renaming(surgery.document_of(text), place, f"renamed_{number}")
        assert asked is not None
        old[place], text = asked.old, renaming.apply(text, asked)
    assert checked(text).flaws == ()
    for place, key in old.items():
        asked = renaming.renaming(surgery.document_of(text), place, key)
        assert asked is not None
        text = renaming.apply(text, asked)
    assert surgery.document_of(text) == wanted


def test_a_check_is_renamed_in_the_examples_that_expect_it() -> None:
    before = (FOLDER / "library" / "dog-registration.yaml").read_text(encoding="utf-8")
    asked = renaming.renaming(surgery.document_of(before), ("form", "checks", 9), "too-late")
    assert asked is not None
    assert [one.place[:2] for one in renaming.mentions(surgery.document_of(before), asked)] == [
        ("examples", 3),
        ("examples", 5),
    ]
    assert checked(renaming.apply(before, asked)).flaws == ()


@pytest.mark.django_db
def test_every_place_is_shown_before_it_is_changed_and_other_changes_are_saved() -> None:
    client = writer()
    begin(client, "library:dog-registration")
    page = reverse("procedures:staff_design_item", args=[NUMBER]) + "?at=form.pages[1].fields[5]"
    sent = controls(client.get(page))
    answer = client.post(page, {**sent, "act": "save", "key": "began_on", "label.ja": "飼い始めた日（およそ）"})
    asking = answer["Location"]
    assert "to=began_on" in asking
    assert "key: taken_on" in text()
    assert "飼い始めた日（およそ）" in text()
    shown = words(client.get(asking))
    assert "「taken_on」を「began_on」に変えますか" in shown
    assert "began_on >= born_on" in shown
    done = client.post(asking, controls(client.get(asking)), follow=True)
    assert "か所を書き換えました" in words(done)
    assert "taken_on" not in text().replace("taken_on_", "")
    assert checked(text()).flaws == ()


@pytest.mark.django_db
def test_a_name_that_is_taken_is_no_renaming() -> None:
    client: Client = writer()
    begin(client, "library:dog-registration")
    asking = reverse("procedures:staff_design_rename", args=[NUMBER]) + "?at=form.pages[1].fields[5]&to="
    assert [client.get(asking + name).status_code for name in ("born_on", "Born", "began_on")] == [404, 404, 200]
