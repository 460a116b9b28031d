"""What is typed into forms about cases."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from naniwa.services.outbreak.forms import ReportForm

pytestmark = pytest.mark.django_db


def test_every_text_with_a_fault_is_named_and_the_form_goes_on() -> None:
    said = {"name": "難波\x01花子", "name_kana": "123456789018", "sex": "female"}
    form = ReportForm(QueryDict(urlencode(said)))
    assert not form.is_valid()
    assert "使えない文字" in str(form.errors["name"])
    assert "マイナンバー" in str(form.errors["name_kana"])
    assert form.cleaned_data["sex"] == "female"
