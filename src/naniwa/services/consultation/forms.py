"""What residents and clerks write."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.people.models import Person
from naniwa.kernel.people.plain_text import plain
from naniwa.services.consultation.rules.broken import BadLink
from naniwa.services.consultation.rules.calls import (
    KINDS,
    LONGEST_LINK,
    LONGEST_MINUTES,
    LONGEST_SIGNAL,
    check_link,
)
from naniwa.services.consultation.rules.states import LONGEST
from naniwa.services.consultation.words import refusal

LONGEST_SUBJECT = 100
ACCEPT = "application/pdf,image/jpeg,image/png,image/heic"


class SayForm(forms.Form):
    """Words, a file, or both; which of them is wanting is the rules' affair."""

    text = forms.CharField(
        label=_("メッセージ"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST}),
        help_text=_("2,000文字まで。マイナンバーは書かないでください。"),
        error_messages={"max_length": _("メッセージは2,000文字までにしてください。分けて送れます。")},
    )
    file = forms.FileField(
        label=_("ファイル"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_("写真かPDF、20 MBまで。"),
    )

    def clean_text(self) -> str:
        return plain(self.cleaned_data["text"])


class BeginForm(SayForm):
    subject = forms.CharField(
        label=_("何についての相談ですか"),
        max_length=LONGEST_SUBJECT,
        error_messages={
            "required": _("何についての相談か、短く書いてください。例：支援金の必要書類"),
            "max_length": _("100文字までで書いてください。"),
        },
        help_text=_("例：支援金の必要書類"),
    )
    field_order = ("subject", "text", "file")

    def clean_subject(self) -> str:
        return " ".join(plain(self.cleaned_data["subject"]).split())


class HandOverForm(forms.Form):
    """`to` is one of the office's clerks by their public number, or nobody."""

    to = forms.ChoiceField(label=_("引き継ぐ相手"), required=False)
    note = forms.CharField(
        label=_("引継ぎのメモ"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1_000}),
        help_text=_("職員だけに見えます。"),
    )

    def __init__(self, data: QueryDict | None = None, *, clerks: Mapping[str, Person]) -> None:
        super().__init__(data)
        choices = [("", _("だれか（待っている相談に戻す）")), *((number, str(one)) for number, one in clerks.items())]
        self.fields["to"] = forms.ChoiceField(label=self.fields["to"].label, required=False, choices=choices)

    def clean_note(self) -> str:
        return plain(self.cleaned_data["note"])


class OfferForm(forms.Form):
    """`way` is a key of `meetings`; the link is wanted only where it says so, and then the rules look at it."""

    way = forms.CharField(max_length=20, widget=forms.HiddenInput)
    link = forms.CharField(
        label=_("会議のリンク"),
        max_length=LONGEST_LINK,
        required=False,
        help_text=_("https:// で始まるアドレス。住民の画面に出ます。"),
        error_messages={"max_length": _("500文字までで書いてください。")},
    )


class SignalForm(forms.Form):
    """What a browser tells the other one; a page's script fills it in, so nobody reads its errors."""

    kind = forms.ChoiceField(choices=[(one, one) for one in KINDS])
    body = forms.CharField(max_length=LONGEST_SIGNAL, required=False, strip=False)
    number = forms.UUIDField()


class SpeechForm(forms.Form):
    speech = forms.FileField()
    number = forms.UUIDField()


class MinutesForm(forms.Form):
    text = forms.CharField(
        label=_("通話の記録"),
        max_length=LONGEST_MINUTES,
        widget=forms.Textarea(attrs={"rows": 16, "maxlength": LONGEST_MINUTES}),
        help_text=_("保存すると相談の画面に出て、住民も読めます。聞き間違いや、書かなくてよいことを直してください。"),
        error_messages={
            "required": _("記録を書いてください。"),
            "max_length": _("記録は20,000文字までにしてください。"),
        },
    )

    def clean_text(self) -> str:
        return plain(self.cleaned_data["text"])


class DeskForm(forms.Form):
    name = forms.CharField(
        label=_("相談窓口の名前"),
        max_length=100,
        error_messages={"required": _("相談窓口の名前を入力してください。例：支援金 相談窓口")},
    )
    name_en = forms.CharField(label=_("相談窓口の英語名"), max_length=200, required=False)
    about = forms.CharField(label=_("相談できること"), max_length=300, required=False)
    about_en = forms.CharField(label=_("相談できること（英語）"), max_length=600, required=False)
    hours = forms.CharField(
        label=_("返事をする時間"), max_length=100, required=False, help_text=_("例：平日9時から17時")
    )
    hours_en = forms.CharField(label=_("返事をする時間（英語）"), max_length=200, required=False)
    meeting_link = forms.CharField(
        label=_("ビデオ通話のリンク"),
        max_length=LONGEST_LINK,
        required=False,
        help_text=_("役所の会議システムを使うときだけ。https:// で始まるアドレス。"),
    )
    is_open = forms.BooleanField(label=_("新しい相談を受け付ける"), required=False, initial=True)

    def clean_meeting_link(self) -> str:
        given = self.cleaned_data["meeting_link"]
        try:
            return check_link(given) if given else ""
        except BadLink as broken:
            raise forms.ValidationError(refusal(broken)) from broken

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        return {
            key: " ".join(plain(value).split()) if isinstance(value, str) else value for key, value in found.items()
        }
