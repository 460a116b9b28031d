"""What payers type."""

from django import forms
from django.utils.translation import gettext_lazy as _

from naniwa.library import receipts
from naniwa.services.taxes.queries.links import PREFIX


class FindForm(forms.Form):
    """The number on the letter, typed in any of the ways in which people copy it."""

    reference = forms.CharField(
        label=_("納付の番号"),
        help_text=_("通知書や督促状の右上にある、TXで始まる番号です。例：TX-0123-4567-8903"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("納付の番号を入れてください。例：TX-0123-4567-8903")},
    )

    def clean_reference(self) -> str:
        found = receipts.normalise(self.cleaned_data["reference"])
        if not receipts.looks_valid(found) or not found.startswith(f"{PREFIX}-"):
            raise forms.ValidationError(_("番号が違います。TXと12桁の数字を確かめてください。例：TX-0123-4567-8903"))
        return found


class KnownForm(forms.Form):
    """Something that only the payer knows, beside the link."""

    said = forms.CharField(
        label=_("生年月日（法人は通知書番号）"),
        help_text=_("例：1980-01-02（8桁の数字でも入れられます）"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
        error_messages={"required": _("生年月日か、法人は通知書番号を入れてください。例：1980-01-02")},
    )
