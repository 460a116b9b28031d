"""What a municipality may say otherwise than its base, and what comes of it when the base changes: tables of cases."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from pydantic import ValidationError

from naniwa.kernel.forms.definition import UnsoundDefinition
from naniwa.kernel.forms.definition.source import parse
from naniwa.services.procedures.definitions import FOLDER, Procedure
from naniwa.services.procedures.definitions.overlays import (
    ALLOWED,
    Base,
    Conflict,
    Overlay,
    allowed,
    base,
    compose,
    differences,
    lay,
    merge,
    places,
    weakened,
    written,
)
from naniwa.services.procedures.definitions.overlays.content import Content, content_of

LIBRARY = sorted((FOLDER / "library").glob("*.yaml"))
DOG = base((FOLDER / "library" / "dog-registration.yaml").read_text(encoding="utf-8"))
PAGE = "form.pages.dog.fields"
WORDS = {"ja": "市の言い方", "en": "The words of the city"}
COLLAR = {"key": "collar", "type": "text", "label": {"ja": "首輪の色", "en": "Colour of the collar"}}
CHECK = {
    "code": "collar-unsaid",
    "severity": "propose",
    "field": "called",
    "must": 'called != "犬"',
    "applicant": {"ja": "犬の名を書いてください。", "en": "Say what the dog is called."},
    "staff": {"ja": "名がありません。", "en": "No name."},
}


def overlay(**said: Any) -> Overlay:
    return Overlay.model_validate({"base": "dog-registration", "municipality": "271004", **said})


def changed(**edits: Any) -> Base:
    """The base with other things at places (`__` for a dot)."""
    document = deepcopy(dict(DOG.document))
    for path, value in edits.items():
        places.put(document, path.replace("__", "."), value)
    return base(written(document))


def without(path: str) -> Base:
    document = deepcopy(dict(DOG.document))
    places.take(document, path)
    return base(written(document))


def moved(key: str, page: str) -> Base:
    document = deepcopy(dict(DOG.document))
    field = places.take(document, f"{PAGE}.{key}")
    places.get(document, f"form.pages.{page}.fields").append(field)
    return base(written(document))


def added(path: str, value: dict[str, Any]) -> Base:
    document = deepcopy(dict(DOG.document))
    places.get(document, path).append(value)
    return base(written(document))


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_plain_data_written_as_yaml_says_what_the_file_said(path: Any) -> None:
    document = parse(path.read_text(encoding="utf-8"), file=path.name).document
    assert parse(written(document), file="written").document == document


def test_an_overlay_that_says_nothing_gives_the_base_under_the_municipalitys_name_and_office() -> None:
    found = compose(DOG, overlay(), version=3)
    assert found.troubles == []
    assert [one.path for one in differences(DOG.document, found.document)] == ["office"]
    assert found.document["slug"] == "dog-registration-271004"
    assert found.document["based_on"] == {"procedure": "dog-registration", "version": 3, "municipality": "271004"}
    assert found.document["prefix"] == DOG.document["prefix"]


def test_wordings_questions_and_checks_of_the_municipality_stand_where_it_puts_them() -> None:
    mine = overlay(
        replace={"contact": WORDS, f"{PAGE}.called.hint": WORDS},
        remove=["form.checks.chip-number-shape"],
        add=[
            {"to": PAGE, "after": "called", "value": COLLAR, "sample": "赤"},
            {"to": "form.checks", "value": CHECK},
        ],
    )
    found = compose(DOG, mine, version=1)
    assert found.troubles == []
    asked = [one["key"] for one in places.get(found.document, PAGE)]
    assert asked[asked.index("called") + 1] == "collar"
    assert places.get(found.document, f"{PAGE}.called.hint") == WORDS
    assert "fourteen digits" not in {one["name"] for one in found.document["examples"]}


# What stands in the overlay, and why it cannot.
REFUSED = [
    ("the rule of a check is not for a municipality", {"replace": {"form.checks.late.must": "true"}}, "not_allowed"),
    ("nor is when a question is asked", {"replace": {f"{PAGE}.breed.when": "false"}}, "not_allowed"),
    ("nor the name of the procedure in addresses", {"replace": {"slug": "other"}}, "not_allowed"),
    ("nor the mark of the law", {"replace": {f"{PAGE}.breed.fixed": False}}, "not_allowed"),
    ("nor a whole page", {"remove": ["form.pages.dog"]}, "not_allowed"),
    ("a marked question stays", {"remove": [f"{PAGE}.breed"]}, "required_by_law"),
    ("its words stay", {"replace": {f"{PAGE}.breed.label": WORDS}}, "required_by_law"),
    ("it stays required", {"replace": {f"{PAGE}.breed.required": False}}, "required_by_law"),
    ("its answers stay", {"remove": [f"{PAGE}.sex.options.female"]}, "required_by_law"),
    (
        "and get no other beside them",
        {"add": [{"to": f"{PAGE}.sex.options", "value": {"key": "other", "label": WORDS}}]},
        "required_by_law",
    ),
    ("a marked check stays", {"remove": ["form.checks.outside-area"]}, "required_by_law"),
    ("as strict as it is", {"replace": {"form.checks.outside-area.severity": "inform"}}, "required_by_law"),
    ("a place must be there", {"replace": {f"{PAGE}.colours.hint": WORDS}}, "not_there"),
    ("also to be removed", {"remove": ["form.checks.no-such"]}, "not_there"),
    ("a page for an addition, too", {"add": [{"to": "form.pages.cat.fields", "value": COLLAR}]}, "not_there"),
    ("a neighbour must be there", {"add": [{"to": PAGE, "after": "tail", "value": COLLAR}]}, "unknown_neighbour"),
    ("a key is used once", {"add": [{"to": PAGE, "value": {**COLLAR, "key": "phone"}}]}, "name_taken"),
    ("an addition has a key", {"add": [{"to": PAGE, "value": {"type": "text"}}]}, "no_name"),
    ("an added question has a sample", {"add": [{"to": PAGE, "value": COLLAR}]}, "unsound"),
    ("rules of added checks are compiled", {"add": [{"to": "form.checks", "value": {**CHECK, "must": "tail"}}]}, "unsound"),
    ("wordings have two languages", {"replace": {"contact": {"ja": "窓口"}}}, "unsound"),
    ("what a check needs is not removed", {"remove": [f"{PAGE}.taken_on"]}, "unsound"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "fault"), [pytest.param(*case, id=name) for name, *case in REFUSED])
def test_what_an_overlay_may_not_do(said: dict[str, Any], fault: str) -> None:
    found = compose(DOG, overlay(**said), version=1)
    assert {str(one.fault) for one in found.troubles} == {fault}


PERMITTED = [
    ("a marked question may be explained", {"replace": {f"{PAGE}.breed.hint": WORDS}}),
    ("a marked check may say more", {"replace": {"form.checks.outside-area.staff": WORDS}}),
    ("an unmarked question may go", {"remove": ["form.pages.vaccination.fields.fee_known"]}),
    (
        "an unmarked check may be stricter",
        {
            "replace": {
                "form.checks.not-vaccinated.severity": "propose",
                "examples.not vaccinated yet.expect": {"findings": ["not-vaccinated"]},
            }
        },
    ),
    (
        "or milder",
        {
            "replace": {
                "form.checks.taken-before-birth.severity": "inform",
                "examples.taken a day before its birth.expect": {
                    "findings": ["taken-before-birth"],
                    "outcome": "approved",
                },
            }
        },
    ),
    ("opening times are the municipality's", {"replace": {"hours": WORDS, "office": "271403"}}),
    (
        "so are its days",
        {"replace": {"closes_at": "2028-03-31T17:00:00+09:00", "corrections_until": "2028-04-30T17:00:00+09:00"}},
    ),
]


@pytest.mark.parametrize("said", [pytest.param(said, id=name) for name, said in PERMITTED])
def test_what_an_overlay_may_do(said: dict[str, Any]) -> None:
    assert compose(DOG, overlay(**said), version=1).troubles == []


def test_a_fault_is_led_back_to_its_line_of_the_overlay() -> None:
    text = "add:\n  - to: form.checks\n    value:\n" + "".join(
        f"      {line}\n" for line in written({**CHECK, "must": "tail"}).splitlines()
    )
    content = Content({}, "remove:\n  - form.checks.late\n" + text)
    found = compose(DOG, content.overlay(base="dog-registration", municipality="271004"), version=1)
    assert [content.line(one.at) for one in found.troubles] == [4]


def test_fields_that_a_marked_check_reads_are_kept_as_the_marked_ones_are() -> None:
    document = deepcopy(dict(DOG.document))
    places.put(document, "form.checks.taken-before-birth.fixed", value=True)
    found = base(written(document))
    assert found.read == {"home", "taken_on", "born_on"}
    loosened = compose(found, overlay(replace={f"{PAGE}.taken_on.required": False}), version=1)
    assert [str(one.fault) for one in loosened.troubles] == ["required_by_law"]


# What happened to a definition behind the back of the table, and where the last look finds it.
WEAKENED = [
    ("nothing", {}, []),
    ("a question is no longer required", {f"{PAGE}.breed.required": False}, [f"{PAGE}.breed"]),
    ("or asked only sometimes", {f"{PAGE}.breed.when": 'called == "ポチ"'}, [f"{PAGE}.breed"]),
    ("or on a page that is hidden", {"form.pages.dog.when": 'phone == ""'}, [f"{PAGE}.{key}" for key in ("breed", "colour", "sex", "born_on")]),
    ("a check is milder", {"form.checks.outside-area.severity": "inform"}, ["form.checks.outside-area"]),
    ("or asks for less", {"form.checks.outside-area.must": 'home.prefecture != ""'}, ["form.checks.outside-area"]),
    ("an outcome depends on more", {"outcomes.approved.when": 'sex == "male"'}, ["outcomes"]),
]  # fmt: skip


@pytest.mark.parametrize(("edits", "lost"), [pytest.param(*case, id=name) for name, *case in WEAKENED])
def test_the_last_look_finds_what_the_law_lost(edits: dict[str, Any], lost: list[str]) -> None:
    document, _troubles = lay(DOG, overlay(), version=1)
    for path, value in edits.items():
        places.put(document, path, value)
    assert weakened(DOG, Procedure.model_validate(document)) == lost


def places_of(document: Any, above: str = "") -> Iterator[str]:
    """Every place of a definition."""
    members = document.items() if isinstance(document, dict) else ((places.name_of(one), one) for one in document)
    for name, below in members:
        if name is not None and "." not in name:
            yield (path := f"{above}.{name}" if above else name)
            if isinstance(below, dict | list):
                yield from places_of(below, path)


def test_no_line_that_the_table_lets_through_takes_from_the_law() -> None:
    marked = deepcopy(dict(DOG.document))
    for path in (f"{PAGE}.chip", "form.checks.chip-number-shape", "documents.certificate", "retention"):
        places.put(marked, f"{path}.fixed", value=True)
    found, tried = base(written(marked)), 0
    for path in places_of(marked):
        said = [overlay(replace={path: value}) for value in (WORDS, False, True, "inform", "block", 1)]
        said += [overlay(remove=[path]), overlay(add=[{"to": path, "value": COLLAR}])]
        tried += sum(holds(found, one) for one in said if any(allowed(each.way, path) for each in one.entries()))
    assert tried > 100, "enough was let through to mean something"


def holds(found: Base, said: Overlay) -> bool:
    """Whether the line is let through and fits the schema; it then takes nothing from the law."""
    document, troubles = lay(found, said, version=1)
    try:
        procedure = Procedure.model_validate(document)
    except ValidationError:
        return False
    assert troubles or weakened(found, procedure) == [], said
    return not troubles


HINT = f"{PAGE}.called.hint"
MINE = {"replace": {HINT: WORDS}}
THEIRS = {"ja": "府の言い方", "en": "The words of the prefecture"}
BREED = DOG.document["form"]["pages"][1]["fields"][1]
CHIP = "form.checks.chip-number-shape"
# What the base did, what the overlay says, the conflict (None for none), and the lines that remain if ours is chosen.
MERGED = [
    ("the base stays", DOG, MINE, None, 1),
    ("the base changes elsewhere", changed(title=THEIRS), MINE, None, 1),
    ("the base says the same now", changed(**{HINT: WORDS}), MINE, None, 0),
    ("both change a wording", changed(**{HINT: THEIRS}), MINE, "changed_in_both", 1),
    ("the question is gone", without(f"{PAGE}.called"), MINE, "removed_under", 0),
    ("the question moved to another page", moved("called", "vaccination"), MINE, "moved", 1),
    ("it moved and changed", changed(**{HINT: None, "title": THEIRS}), MINE, None, 1),
    ("ours is gone from the base too", without(CHIP), {"remove": [CHIP]}, None, 0),
    ("the base changes what we removed", changed(**{f"{CHIP}.staff": THEIRS}), {"remove": [CHIP]}, "changed_in_both", 1),
    ("the law now requires what we removed", changed(**{f"{CHIP}.fixed": True}), {"remove": [CHIP]}, "fixed_by_law", 0),
    (
        "the law now requires the words we changed",
        changed(**{f"{PAGE}.called.fixed": True}),
        {"replace": {f"{PAGE}.called.label": WORDS}},
        "fixed_by_law",
        0,
    ),
    ("stricter stays ours under the law", changed(**{"form.checks.late.fixed": True}), {"replace": {"form.checks.late.severity": "block"}}, None, 1),
    ("our question's neighbour is gone", without(f"{PAGE}.called"), {"add": [{"to": PAGE, "after": "called", "value": COLLAR}]}, "moved", 1),
    ("the base asks the same now", added(PAGE, COLLAR), {"add": [{"to": PAGE, "value": COLLAR}]}, None, 0),
    ("the base uses our key for another", added(PAGE, {**COLLAR, "type": "kana"}), {"add": [{"to": PAGE, "value": COLLAR}]}, "changed_in_both", 0),
    ("and on another page", added("form.pages.who.fields", {**COLLAR, "type": "kana"}), {"add": [{"to": PAGE, "value": COLLAR}]}, "changed_in_both", 0),
]  # fmt: skip


@pytest.mark.parametrize(("new", "said", "kind", "left"), [pytest.param(*case, id=name) for name, *case in MERGED])
def test_what_comes_of_an_overlay_when_its_base_changes(
    new: Base, said: dict[str, Any], kind: str | None, left: int
) -> None:
    found = merge(DOG, new, overlay(**said))
    assert [str(one.kind) for one in found.conflicts] == ([kind] if kind else [])
    assert len(found.decided({0: "ours"}).entries()) == left
    if kind:
        assert found.decided({}).entries() == [], "undecided, the base's word stands"
        assert found.conflicts[0].choices == (("ours", "base") if left else ("base",))


def test_a_line_follows_its_question_to_another_page_and_still_stands_there() -> None:
    new = moved("called", "vaccination")
    carried = merge(DOG, new, overlay(**MINE)).decided({0: "ours"})
    assert list(carried.replace) == ["form.pages.vaccination.fields.called.hint"]
    assert compose(new, carried, version=2).troubles == []


def test_a_question_whose_page_is_gone_is_named() -> None:
    page = {"key": "more", "title": THEIRS, "fields": [{**COLLAR, "key": "leash"}]}
    found = merge(added("form.pages", page), DOG, overlay(add=[{"to": "form.pages.more.fields", "value": COLLAR}]))
    assert [(str(one.kind), one.choices) for one in found.conflicts] == [("removed_under", ("base",))]


def test_conflicts_are_kept_and_read_again_as_they_were() -> None:
    found = merge(DOG, changed(**{HINT: THEIRS}), overlay(**MINE)).conflicts[0]
    assert Conflict.model_validate(found.model_dump(mode="json")) == found
    assert (found.before, found.after) == (None, THEIRS)


def test_every_place_of_the_table_is_said_in_both_languages() -> None:
    assert all(one.words.ja and one.words.en for one in ALLOWED)
    assert {way for one in ALLOWED for way in one.ways} == {"replace", "remove", "add"}


def test_boxes_and_text_make_one_overlay_and_come_apart_again() -> None:
    text = "# ours\nremove:\n  - form.checks.late\n"
    content = Content({"contact": WORDS}, text)
    whole = content.overlay(base="dog-registration", municipality="271004")
    assert (list(whole.replace), whole.remove) == (["contact"], ("form.checks.late",))
    assert content_of(whole, before=content) == content
    assert content_of(whole).extras == "remove:\n- form.checks.late\n"


def test_a_box_and_the_text_do_not_say_two_things_of_one_place() -> None:
    with pytest.raises(UnsoundDefinition, match=r"overlay:2: replace\.contact"):
        Content({}, "replace:\n  contact: {ja: a, en: b}\n").overlay(base="dog-registration", municipality="271004")
