"""The designer's pages: a draft is begun, changed, looked at by another person and published."""

from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.procedures.definitions.editing.parts import PARTS
from naniwa.services.procedures.models import Design, DesignReview, DesignRevision
from naniwa.services.procedures.queries.live import current
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.browser import controls
from naniwa.services.procedures.tests.designers import NUMBER, address, begin, document, save, text
from naniwa.services.procedures.tests.staff_sessions import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> dict[str, Client]:
    factories.published()
    names = ("writer", "other")
    return {name: signed_in(factories.staff(f"{name}@example.jp", "publisher")) for name in names}


def places(found: Any) -> list[str]:
    """A page of each kind that a definition has."""
    pages = found["form"]["pages"]
    fields = [f"form.pages[{p}].fields[{f}]" for p, one in enumerate(pages) for f in range(len(one["fields"]))]
    inner = ["form.pages[1].fields[1].fields[3]", "form.pages[1].fields[1].fields[3].options[0]"]
    return [
        *fields,
        *inner,
        "form.pages[0]",
        "form.values[0]",
        "form.checks[0]",
        "form.checks[7]",
        "eligibility[0]",
        "eligibility[0].options[1]",
        "documents[0]",
        "stages[0]",
        "outcomes[0]",
        "examples[0]",
        "examples[2]",
    ]


def test_every_page_saves_without_changing_a_letter(world: dict[str, Client]) -> None:
    writer = world["writer"]
    begin(writer, "library:nursery-place")
    before = text()
    for part in PARTS:
        save(writer, at="form" if part.place else "", part=part.key)
        assert text() == before, part.key
    for place in places(document()):
        assert save(writer, at=place).status_code == 302
        assert text() == before, place


def test_a_change_keeps_every_other_letter_and_says_in_a_sentence_what_it_was(world: dict[str, Client]) -> None:
    begin(world["writer"], "library:nursery-place")
    before = text()
    save(world["writer"], at="form.pages[0].fields[1]", **{"label.ja": "昼間の電話番号"})
    assert text() == before.replace("日中につながる電話番号", "昼間の電話番号", 1)
    page = world["writer"].get(address("staff_design_history")).content.decode()
    assert "「日中につながる電話番号」の質問を変えました。" in page


def test_two_at_once_do_not_overwrite_each_other(world: dict[str, Client]) -> None:
    writer, other = world["writer"], world["other"]
    begin(writer)
    save(writer, at="form.pages[0].fields[1]", **{"hint.ja": "昼の番号", "hint.en": "daytime"})
    answer = save(other, at="form.pages[0].fields[1]", base="1", **{"hint.ja": "夜の番号", "hint.en": "night"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "昼の番号" in page
    assert "夜の番号" in page
    assert document()["form"]["pages"][0]["fields"][1]["hint"]["ja"] == "昼の番号"
    sent = controls(answer)
    assert (
        other.post(address("staff_design_item", at="form.pages[0].fields[1]"), {**sent, "act": "save"}).status_code
        == 302
    )
    assert document()["form"]["pages"][0]["fields"][1]["hint"]["ja"] == "夜の番号"


def test_changes_of_different_things_at_once_are_both_kept(world: dict[str, Client]) -> None:
    writer, other = world["writer"], world["other"]
    begin(writer)
    url = address("staff_design_item", at="form.pages[0].fields[1]")
    seen = controls(other.get(url))
    save(writer, at="form", part="questions", act="add:form.pages")
    save(writer, at="form", part="questions", act="up:form.pages[1]")
    answer = other.post(url, {**seen, "act": "save", "label.ja": "電話"})
    assert answer.status_code == 302
    pages = document()["form"]["pages"]
    assert [page["key"] for page in pages] == ["page_1", "who"]
    assert pages[1]["fields"][1]["label"]["ja"] == "電話"


def test_things_are_added_moved_and_removed_with_what_was_typed_beside_them(world: dict[str, Client]) -> None:
    writer = world["writer"]
    begin(writer)
    answer = save(
        writer,
        at="form.pages[0]",
        act="add:form.pages[0].fields",
        **{"title.ja": "届け出る方", "kind:form.pages[0].fields": "choice"},
    )
    page = document()["form"]["pages"][0]
    assert answer.headers["Location"].endswith("at=form.pages%5B0%5D.fields%5B3%5D")
    assert (page["title"]["ja"], page["fields"][3]["type"]) == ("届け出る方", "choice")
    save(writer, at="form.pages[0]", act="up:form.pages[0].fields[3]")
    assert document()["form"]["pages"][0]["fields"][2]["type"] == "choice"
    save(writer, at="form.pages[0]", act="remove:form.pages[0].fields[2]")
    assert [one["key"] for one in document()["form"]["pages"][0]["fields"]] == ["applicant", "phone", "home"]


def test_a_rule_is_built_from_menus_and_said_in_both_languages(world: dict[str, Client]) -> None:
    writer = world["writer"]
    begin(writer, "library:nursery-place")
    url = address("staff_design_rule", at="form.pages[2].fields[2].when")
    chosen = {
        "base": "1",
        "join": "any",
        "r0.name": "reason_one",
        "r0.how": "==",
        "r0.value": "work",
        "r1.name": "hours_one",
        "r1.how": ">=",
        "r1.value": "64",
    }
    page = writer.post(url, {**chosen, "act": "show"}).content.decode()
    assert (
        "「申し込む保護者の理由」が「働いている」である、または、「1か月に働く（通う）時間」が64時間以上である。"
        in page
    )
    assert "“Reason of the parent who applies” is “Work” or" in page
    assert document(1) == document()
    assert writer.post(url, {**chosen, "act": "save"}).status_code == 302
    assert document()["form"]["pages"][2]["fields"][2]["when"] == 'reason_one == "work" || hours_one >= 64'


def test_a_rule_that_menus_cannot_say_stays_the_text_it_is(world: dict[str, Client]) -> None:
    begin(world["writer"], "library:nursery-place")
    before = text()
    url = address("staff_design_rule", at="form.checks[3].must")
    page = world["writer"].get(url)
    assert "children.all(c, c.first_wish != c.second_wish)" in page.content.decode()
    sent = controls(page)
    world["writer"].post(url, {**sent, "act": "save_text"})
    assert text() == before


def test_what_is_wrong_stands_at_its_place_before_anything_is_saved(world: dict[str, Client]) -> None:
    begin(world["writer"])
    url = address("staff_design_item", at="form.pages[0].fields[1]")
    sent = controls(world["writer"].get(url))
    page = world["writer"].post(
        address("staff_design_check", at="form.pages[0].fields[1]"), {**sent, "max_length": "とても長い"}
    )
    assert '<div class="ds-slot" id="slot-f-max_length"><p class="nw-field__error">' in page.content.decode()
    assert "数（整数）を書いてください" in page.content.decode()
    with as_system():
        assert DesignRevision.objects.count() == 1


def test_one_person_asks_and_another_publishes(world: dict[str, Client]) -> None:
    writer, other = world["writer"], world["other"]
    begin(writer)
    assert writer.post(address("staff_design_ask"), {"base": "1"}, follow=True).status_code == 200
    refused = writer.post(address("staff_design_publish"), follow=True).content.decode()
    assert "公開は、ほかの人が行ってください。" in refused
    assert current("new-procedure") is None
    page = other.post(address("staff_design_publish"), follow=True).content.decode()
    assert "公開しました。" in page
    live = current("new-procedure")
    assert live is not None
    assert live.number == 1
    with as_system():
        review = DesignReview.objects.get()
        assert review.decided_by is not None
        assert review.decided_by != review.asked_by


def test_what_a_municipality_has_yet_to_decide_is_not_published(world: dict[str, Client]) -> None:
    begin(world["writer"], "library:restaurant-licence")
    world["writer"].post(address("staff_design_ask"), {"base": "1"}, follow=True)
    page = world["other"].post(address("staff_design_publish"), follow=True).content.decode()
    assert "公開しました。" not in page
    assert current("restaurant-licence") is None


def test_a_draft_with_problems_is_not_asked_for(world: dict[str, Client]) -> None:
    begin(world["writer"])
    save(world["writer"], at="", part="basics", prefix="X1")
    page = world["writer"].post(address("staff_design_ask"), {"base": "2"}, follow=True).content.decode()
    assert "直すところが残っています" in page


def test_an_earlier_text_comes_back_and_the_later_one_stays_in_the_history(world: dict[str, Client]) -> None:
    begin(world["writer"])
    save(world["writer"], at="", part="basics", **{"title.ja": "振動の届出"})
    world["writer"].post(address("staff_design_restore"), {"base": "2", "revision": "1"})
    assert text(3) == text(1)
    assert "振動の届出" in text(2)
    page = world["writer"].get(address("staff_design_history", **{"from": "1", "to": "2"})).content.decode()
    assert "<del>騒音の届出</del>" in page
    assert "<ins>振動の届出</ins>" in page


def test_what_is_exported_edited_by_hand_and_imported_is_what_is_kept(world: dict[str, Client]) -> None:
    writer = world["writer"]
    begin(writer, "library:dog-registration")
    file = writer.get(address("staff_design_export")).content
    assert file.decode() == text()
    by_hand = b"# by hand\n" + file
    writer.post(address("staff_design_text"), {"base": "1", "file": SimpleUploadedFile("dog.yaml", by_hand)})
    assert writer.get(address("staff_design_export")).content == by_hand
    save(writer, at="", part="period", review_days="33")
    assert text().startswith("# by hand\n")


def test_what_is_not_yaml_is_shown_again_with_its_line(world: dict[str, Client]) -> None:
    begin(world["writer"])
    answer = world["writer"].post(address("staff_design_text"), {"base": "1", "text": "slug: x\ntitle: {ja: [\n"})
    assert answer.status_code == 422
    assert "YAMLとして読めないため、保存していません" in answer.content.decode()
    with as_system():
        assert DesignRevision.objects.count() == 1


def test_examples_turn_green_and_red(world: dict[str, Client]) -> None:
    begin(world["writer"], "library:nursery-place")
    assert "違う例 0件" in world["writer"].get(address("staff_design_examples")).content.decode()
    save(world["writer"], at="examples[6]", **{"expect.outcome": "declined"})
    page = world["writer"].get(address("staff_design_examples")).content.decode()
    assert "違う例 1件" in page
    assert "結果は認めないのはずが、認めるになりました" in page


def test_an_example_is_made_of_typed_answers(world: dict[str, Client]) -> None:
    begin(world["writer"], "library:nursery-place")
    answer = save(world["writer"], at="", part="examples", act="add:examples")
    number = len(document()["examples"]) - 1
    assert f"examples%5B{number}%5D" in answer.headers["Location"]
    new: dict[str, Any] = {
        "answers.new.path": ["hours_one", "household", "children[0].full"],
        "answers.new.value": ["100", "welfare, return", "髙橋 一郎"],
    }
    save(world["writer"], at=f"examples[{number}]", like="two parents at work, one baby", **new)
    made = document()["examples"][number]
    assert made["answers"] == {
        "hours_one": 100,
        "household": ["welfare", "return"],
        "children": [{"full": "髙橋 一郎"}],
    }


def test_the_preview_shows_the_form_of_the_draft(world: dict[str, Client]) -> None:
    begin(world["writer"], "library:nursery-place")
    page = world["writer"].get(address("staff_design_preview", page="2"))
    assert 'name="parent_two.family"' in page.content.decode()
    assert "【条件】「もう一人の保護者」が「いる」である。" in page.content.decode()
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    filled = world["writer"].get(address("staff_design_preview", page="2", example="a single parent")).content.decode()
    assert 'name="parent_two.family"' not in filled


def test_staff_without_the_role_and_other_offices_see_nothing(world: dict[str, Client]) -> None:
    begin(world["writer"])
    reviewer = signed_in(factories.staff("r@example.jp", "reviewer"))
    elsewhere = signed_in(factories.staff("e@example.jp", "publisher", office="271403"))
    assert reviewer.get(address("staff_design")).status_code == 403
    assert elsewhere.get(address("staff_design")).status_code == 404
    assert elsewhere.post(address("staff_design_ask"), {"base": "1"}).status_code == 404


def test_a_form_sent_twice_begins_one_draft(world: dict[str, Client]) -> None:
    begin(world["writer"])
    begin(world["writer"])
    with as_system():
        assert [design.public_id for design in Design.objects.all()] == [UUID(NUMBER)]
