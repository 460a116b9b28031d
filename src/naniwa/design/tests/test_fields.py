"""Every field has its label, its hint and its errors wired."""

import re

import pytest
from django import forms

from naniwa.design.fields import FIELD_TYPES, Choice, FieldView
from naniwa.design.samples.fields import STATES, example
from naniwa.design.tests.conftest import Render


def ids(html: str) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', html)


@pytest.mark.parametrize("kind", sorted(FIELD_TYPES))
@pytest.mark.parametrize("state", STATES)
def test_labels_and_descriptions_point_to_elements_that_exist_once(render: Render, kind: str, state: str) -> None:
    html = render("{% field view %}", view=example(kind, state))
    found = ids(html)
    assert len(found) == len(set(found))
    for target in re.findall(r'\sfor="([^"]+)"', html):
        assert target in found
    for described in re.findall(r'aria-describedby="([^"]+)"', html):
        assert set(described.split()) <= set(found)


@pytest.mark.parametrize("kind", sorted(FIELD_TYPES))
def test_the_error_summary_links_to_a_control_of_the_field(render: Render, kind: str) -> None:
    view = example(kind, "error")
    html = render("{% error_summary views %}{% field view %}", views=[view], view=view)
    targets = re.findall(r'<a href="#([^"]+)"', html)
    assert targets
    for target in targets:
        assert re.search(rf'<(input|select|textarea|fieldset)[^>]*\sid="{target}"', html)


@pytest.mark.parametrize("kind", sorted(FIELD_TYPES - {"file", "declaration"}))
def test_names_are_those_the_form_reads(render: Render, kind: str) -> None:
    html = render("{% field view %}", view=example(kind, "filled"))
    names = set(re.findall(r'<(?:input|select|textarea)[^>]*\sname="([^"]+)"', html))
    assert all(name == f"{kind}_filled" or name.startswith(f"{kind}_filled.") for name in names)


def test_a_group_of_controls_is_a_fieldset_with_a_legend(render: Render) -> None:
    html = render("{% field view %}", view=example("choice", "empty"))
    assert re.search(r"<fieldset[^>]*>\s*<legend", html)


def test_what_a_person_typed_comes_back_unchanged(render: Render) -> None:
    typed = {"era": "heisei", "year": "32", "month": "4", "day": "x"}
    html = render("{% field view %}", view=FieldView(key="day", type="date", label="日", value=typed))
    assert '<option value="heisei" selected>' in html
    assert 'value="32"' in html
    assert 'value="x"' in html


def test_names_with_rare_characters_are_kept_as_typed(render: Render) -> None:
    for name in ("髙橋", "﨑山", "𠮷野", "辻󠄀", "葛󠄀城", "㐂"):
        assert f'value="{name}"' in render(
            "{% field view %}", view=FieldView(key="n", type="text", label="名前", value=name)
        )


def test_an_answer_cannot_break_out_of_its_attribute(render: Render) -> None:
    html = render("{% field view %}", view=FieldView(key="n", type="text", label="<b>", value='"><script>'))
    assert "<script>" not in html
    assert "<b>" not in html


def test_faults_of_a_row_stand_at_the_field_of_that_row(render: Render) -> None:
    view = FieldView(
        key="rows",
        type="repeat",
        label="店",
        value=[{}, {}],
        subfields=[FieldView(key="when", type="date", label="日")],
        parts={"1.when": ["日付を入力してください。"]},
    )
    assert view.faults == [("f-rows-1-when-year", "日付を入力してください。")]
    html = render("{% field view %}", view=view)
    assert 'id="f-rows-1-when-error"' in html
    assert 'id="f-rows-0-when-error"' not in html


def test_an_unknown_type_of_field_is_refused() -> None:
    with pytest.raises(ValueError, match="riddle"):
        FieldView(key="x", type="riddle", label="x")


def test_an_ordinary_form_field_is_rendered_alike(render: Render) -> None:
    class Form(forms.Form):
        email = forms.EmailField(label="メールアドレス", help_text="受付番号を送ります。")
        agree = forms.BooleanField(label="同意します")
        kind = forms.ChoiceField(label="種類", choices=[("a", "あ")], widget=forms.RadioSelect)

    form = Form({"email": "x", "kind": "b"})
    html = render("{% error_summary form %}{% for one in form %}{% form_field one %}{% endfor %}", form=form)
    assert '<label class="nw-field__label nw-phrase" for="f-email">' in html
    assert 'type="email"' in html
    assert 'type="radio"' in html
    assert re.findall(r'<a href="#([^"]+)"', html) == ["f-email", "f-agree", "f-kind-0"]


def test_a_chosen_answer_is_marked(render: Render) -> None:
    view = FieldView(
        key="c",
        type="choice",
        label="c",
        value="2",
        choices=[Choice(value="1", label="a"), Choice(value="2", label="b")],
    )
    assert re.search(r'value="2" checked', render("{% field view %}", view=view))
    assert not re.search(r'value="1" checked', render("{% field view %}", view=view))


def test_no_summary_without_faults(render: Render) -> None:
    assert render("{% error_summary views %}", views=[example("text", "filled")]).strip() == ""


def test_the_page_can_send_that_no_file_is_kept(render: Render) -> None:
    html = render(
        "{% field view %}",
        view=FieldView(key="book", type="file", label="通帳", value=[{"id": "7", "name": "a", "size": 1}]),
    )
    assert '<input type="hidden" name="book" value="">' in html
    assert 'name="book" value="7"' in html


class Choosing(forms.Form):
    one = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple)


def test_boxes_to_tick_are_no_radio_buttons(render: Render) -> None:
    form = Choosing({"one": "a", "many": ["a", "b"]})
    html = {name: render("{% form_field bound %}", bound=form[name]) for name in form.fields}
    assert (html["one"].count('type="radio"'), html["one"].count("checked")) == (2, 1)
    assert (html["many"].count('type="checkbox"'), html["many"].count("checked")) == (2, 2)
