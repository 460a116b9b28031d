"""What is typed into proposals."""

from naniwa.kernel.mandates.many_forms import ClientForm


def test_every_line_with_what_no_keyboard_types_is_named_and_the_form_goes_on() -> None:
    form = ClientForm(
        {"name": "難波\x01", "kana": "ナンバ\x7f", "address": "大阪市中央区", "email": "namba@example.jp"}
    )
    assert not form.is_valid()
    assert {name for name in form.errors if "使えない文字" in str(form.errors[name])} == {"name", "kana"}
    assert form.cleaned_data["address"] == "大阪市中央区"
