"""Whom an administrator appoints."""

from django import forms
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.people.models import Role
from naniwa.web.forms.account import KANA_HELP
from naniwa.web.forms.sign_in import AddressForm


class AppointForm(AddressForm):
    name = forms.CharField(
        label=_("氏名"), max_length=200, error_messages={"required": _("氏名を入力してください。例：髙橋 一郎")}
    )
    name_kana = forms.RegexField(
        r"^[ァ-ヶー・　 ]+$",
        label=_("フリガナ"),
        max_length=200,
        help_text=KANA_HELP,
        error_messages={"required": KANA_HELP, "invalid": KANA_HELP},
    )
    role = forms.ChoiceField(label=_("役割"), choices=Role.choices, widget=forms.RadioSelect)
    field_order = ("email", "name", "name_kana", "role")
