"""What keepers of venues, visitors and staff type."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.people import operations as people
from naniwa.kernel.people.plain_text import one_line
from naniwa.library.periods import TOKYO
from naniwa.services.check_ins.models import Kind
from naniwa.services.check_ins.rules import codes

ADDRESS_OF_A_PAGE = re.compile(
    r"//|www\.|\.(?:com|net|org|info|biz|xyz|top|site|online|shop|click|link|app|dev|io|me|jp|cn|ru)(?![a-z])"
)
"""As programs for mail make a link of it: our mails carry nobody's but our own."""
SHORTEST = 12
"""Characters of a passphrase."""


EMAIL = {
    "required": _("メールアドレスを入力してください。例：taro@example.jp"),
    "max_length": _("メールアドレスが長すぎます。確かめてください。"),
    "wrong": _("メールアドレスを確かめてください。例：taro@example.jp"),
}


class EmailField(forms.CharField):
    """A mail address in its one spelling."""

    def __init__(self, *, said: Mapping[str, Any] = EMAIL, **options: Any) -> None:  # noqa: ANN401 - whatever a field takes
        widget = forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"})
        super().__init__(max_length=254, widget=widget, error_messages=dict(said), **options)

    def clean(self, value: object) -> str:
        typed = str(super().clean(value))
        try:
            return people.normal(typed)
        except people.NotAnAddress as error:
            raise forms.ValidationError(self.error_messages["wrong"]) from error

    @classmethod
    def of(cls, label: str, say: Mapping[str, str]) -> "EmailField":
        """In a visitor's words."""
        said = {"required": say["email_required"], "max_length": say["email_wrong"], "wrong": say["email_wrong"]}
        return cls(label=label, said=said)


class VenueForm(forms.Form):
    """A place; with a beginning and an end an event."""

    name = forms.CharField(
        label=_("施設や催しの名前"),
        max_length=80,
        help_text=_("ポスターとチェックインのページに大きく出ます。例：難波食堂 本店"),
        error_messages={
            "required": _("施設や催しの名前を入力してください。例：難波食堂 本店"),
            "max_length": _("名前は80文字までで入力してください。"),
        },
    )
    name_en = forms.CharField(label=_("英語の名前"), max_length=120, required=False)
    kind = forms.ChoiceField(
        label=_("種類"), choices=Kind.choices, error_messages={"required": _("種類を選んでください。")}
    )
    capacity = forms.IntegerField(
        label=_("収容人数"),
        min_value=1,
        max_value=200_000,
        help_text=_("席の数など、一度に入れるおおよその人数。例：40"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("収容人数を数字で入力してください。例：40")
        ),
    )
    address = forms.CharField(
        label=_("住所"),
        max_length=200,
        error_messages={
            "required": _("住所を入力してください。例：大阪市中央区難波1-1-1"),
            "max_length": _("住所は200文字までで入力してください。"),
        },
    )
    email = EmailField(label=_("担当者のメールアドレス"), help_text=_("登録を確かめるメールをお送りします。"))
    starts_at = forms.CharField(
        label=_("催しの開始（催しだけ）"),
        required=False,
        widget=forms.TextInput(attrs={"type": "datetime-local"}),
    )
    ends_at = forms.CharField(
        label=_("催しの終了（催しだけ）"),
        required=False,
        widget=forms.TextInput(attrs={"type": "datetime-local"}),
    )

    def clean_name(self) -> str:
        return _name(self.cleaned_data["name"])

    def clean_name_en(self) -> str:
        return _name(self.cleaned_data["name_en"])

    def clean_address(self) -> str:
        return one_line(self.cleaned_data["address"])

    def clean_starts_at(self) -> datetime | None:
        return _moment(self.cleaned_data["starts_at"])

    def clean_ends_at(self) -> datetime | None:
        return _moment(self.cleaned_data["ends_at"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        begins, ends = given.get("starts_at"), given.get("ends_at")
        if (begins is None) != (ends is None):
            self.add_error("ends_at", _("催しは、開始と終了の両方を入力してください。"))
        elif begins and ends and ends <= begins:
            self.add_error("ends_at", _("終了は、開始より後にしてください。"))
        return given


class VisitorForm(forms.Form):
    """Nothing but an address; `say` are the words of the visitor's language."""

    remember = forms.BooleanField(required=False)

    def __init__(self, *args: Any, say: Mapping[str, str], **options: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(*args, **options)
        self.fields["remember"].label = say["remember"]
        self.fields["email"] = EmailField.of(say["email"], say)


class ReportForm(forms.Form):
    """The code of a health centre, with the address that somebody checks in by."""

    code = forms.CharField(
        max_length=30, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"})
    )

    def __init__(self, *args: Any, say: Mapping[str, str], **options: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(*args, **options)
        code = self.fields["code"]
        code.label, code.help_text = say["code"], say["code_hint"]
        code.error_messages.update(dict.fromkeys(("required", "max_length", "wrong"), say["code_wrong"]))
        self.fields["email"] = EmailField.of(say["own_email"], say)

    def clean_code(self) -> str:
        found = codes.typed(self.cleaned_data["code"])
        if not found:
            raise forms.ValidationError(self.fields["code"].error_messages["wrong"])
        return found


class EnterForm(forms.Form):
    """The address that the person of a code checks in with, typed by staff."""

    email = EmailField(
        label=_("本人のアドレス"), help_text=_("チェックインに使ったアドレス。入力した後は、だれにも見えません。")
    )


class CodeForm(forms.Form):
    """Two fields: whose code it is, and from when on the person was ill."""

    case = forms.CharField(
        label=_("患者番号"),
        max_length=40,
        help_text=_("保健所の番号を入力します。氏名は入力しないでください。"),
        error_messages={"required": _("患者番号を入力してください。例：2026-0123")},
    )
    onset = forms.DateField(
        label=_("発症日"),
        help_text=_("症状がない人は、検査の日を入力します。"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages=dict.fromkeys(("required", "invalid"), _("発症日を選んでください。例：2026-11-20")),
    )

    def clean_case(self) -> str:
        return one_line(self.cleaned_data["case"])

    def clean_onset(self) -> date:
        found: date = self.cleaned_data["onset"]
        return found


class KeyForm(forms.Form):
    """A passphrase, twice."""

    passphrase = forms.CharField(
        label=_("合言葉"),
        min_length=SHORTEST,
        max_length=200,
        help_text=_("12文字以上。忘れると、だれにもお知らせできなくなります。紙に書いて金庫に入れてください。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages=dict.fromkeys(("required", "min_length"), _("合言葉を12文字以上で入力してください。")),
    )
    again = forms.CharField(
        label=_("合言葉をもう一度"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("合言葉をもう一度入力してください。")},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("passphrase") and given.get("again") and given["passphrase"] != given["again"]:
            self.add_error("again", _("2つの合言葉が違います。同じものを入力してください。"))
        return given


class ApproveForm(forms.Form):
    """The passphrase of the officer's key; only whoever approves `last` needs it.

    `older` are references of keys that were replaced and that some of the alert's days still need.
    """

    passphrase = forms.CharField(
        label=_("合言葉"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("合言葉を入力してください。")},
    )

    def __init__(self, *args: Any, last: bool = True, older: Sequence[str] = (), **options: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(*args, **options)
        self.fields["passphrase"].required = last
        self.names = {f"passphrase-{reference}": reference for reference in older}
        for name, reference in self.names.items():
            self.fields[name] = forms.CharField(
                label=format_lazy(_("前の鍵 {reference} の合言葉"), reference=reference),
                max_length=200,
                required=False,
                help_text=_("新しい鍵と同じ合言葉なら、空けておきます。"),
                widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
            )

    @property
    def older(self) -> dict[str, str]:
        """What was typed for older keys, by their references."""
        return {reference: self.cleaned_data[name] for name, reference in self.names.items()}


class DropForm(forms.Form):
    """Why nobody is told."""

    reason = forms.CharField(
        label=_("お知らせしない理由"),
        max_length=200,
        error_messages={"required": _("理由を入力してください。例：検査の結果が陰性に変わった")},
    )

    def clean_reason(self) -> str:
        return one_line(self.cleaned_data["reason"])


def _name(typed: str) -> str:
    """Raises ValidationError."""
    found = one_line(typed)
    if ADDRESS_OF_A_PAGE.search(unicodedata.normalize("NFKC", found).casefold()):
        raise forms.ValidationError(_("名前にページのアドレスは入れられません。例：難波食堂 本店"))
    return found


def _moment(typed: str) -> datetime | None:
    """`2026-11-29T10:00` on a clock in Japan. Raises ValidationError."""
    if not typed:
        return None
    try:
        found = datetime.fromisoformat(typed)
    except ValueError as error:
        raise forms.ValidationError(_("日時を選んでください。例：2026-11-29 10:00")) from error
    if found.tzinfo is not None or not 2000 <= found.year < 2100:  # noqa: PLR2004 - a century
        raise forms.ValidationError(_("日時を選んでください。例：2026-11-29 10:00"))
    return found.replace(tzinfo=TOKYO)
