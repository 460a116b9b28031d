"""What residents and staff type: who comes, and the offices, windows, hours and closures of those who keep them."""

import re
import unicodedata
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.people import operations as people
from naniwa.kernel.people.plain_text import one_line
from naniwa.library.kana import is_kana, to_katakana
from naniwa.library.periods import TOKYO, start_of
from naniwa.services.appointments.models.hours import WEEKDAYS
from naniwa.services.appointments.rules import slots

_PHONE = re.compile(r"0\d{9,10}")
NUMBER = ("required", "invalid", "min_value", "max_value")
"""All that can be wrong with a number is said by one sentence."""
LENGTHS = ((10, _("10分")), (15, _("15分")), (20, _("20分")), (30, _("30分")), (45, _("45分")), (60, _("60分")))


class VisitorForm(forms.Form):
    """Mail is asked of whoever is not signed in, as the place is theirs once they opened it."""

    name = forms.CharField(
        label=_("氏名"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": _("氏名を入力してください。例：難波 太郎"),
            "max_length": _("氏名は100文字までで入力してください。"),
        },
    )
    name_kana = forms.CharField(
        label=_("フリガナ"),
        max_length=100,
        help_text=_("窓口でお呼びするときに使います。"),
        error_messages={
            "required": _("フリガナを入力してください。例：ナンバ タロウ"),
            "max_length": _("フリガナは100文字までで入力してください。"),
        },
    )
    email = forms.CharField(
        label=_("メールアドレス"),
        max_length=254,
        help_text=_("予約を決めるためのメールをお送りします。"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={
            "required": _("メールアドレスを入力してください。例：taro@example.jp"),
            "max_length": _("メールアドレスが長すぎます。確かめてください。"),
        },
    )
    phone = forms.CharField(
        label=_("電話番号"),
        max_length=20,
        required=False,
        help_text=_("当日の連絡に使います。例：090-1234-5678"),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
        error_messages={"max_length": _("電話番号は、0から始まる10けたか11けたの数字で入力してください。")},
    )
    note = forms.CharField(
        label=_("用件"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        help_text=_("300文字まで。マイナンバーは書かないでください。"),
        error_messages={"max_length": _("用件は300文字までで入力してください。")},
    )

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

    def clean_name_kana(self) -> str:
        kana: str = one_line(self.cleaned_data["name_kana"])
        if not is_kana(kana):
            raise forms.ValidationError(_("フリガナは、カタカナかひらがなで入力してください。例：ナンバ タロウ"))
        return to_katakana(kana)

    def clean_email(self) -> str:
        given = self.cleaned_data["email"]
        try:
            return people.normal(given) if given else ""
        except people.NotAnAddress as error:
            message = _("メールアドレスの形になっていません。@ の前後を確かめてください。例：taro@example.jp")
            raise forms.ValidationError(message) from error

    def clean_phone(self) -> str:
        bare = re.sub(r"[\s()‐-―−ー-]", "", unicodedata.normalize("NFKC", self.cleaned_data["phone"]))
        if bare and not _PHONE.fullmatch(bare):
            raise forms.ValidationError(_("電話番号は、0から始まる10けたか11けたの数字で入力してください。"))
        return bare

    def clean_note(self) -> str:
        note: str = self.cleaned_data["note"].replace("\r\n", "\n")
        one_line(note.replace("\n", " "))
        return note.strip()


class SignedInForm(VisitorForm):
    """The address is the account's own."""

    email = None  # type: ignore[assignment] # Django's way to leave out an inherited field


class CounterForm(VisitorForm):
    """For somebody who came or telephoned: one of mail and telephone."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*arguments, **options)
        self.fields["email"].required = False
        self.fields["email"].help_text = _("あれば、予約の内容をメールでお送りします。")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors and not (found.get("email") or found.get("phone")):
            self.add_error("phone", _("電話番号かメールアドレスのどちらかを入力してください。"))
        return found


class OfficeForm(forms.Form):
    name = forms.CharField(
        label=_("予約先の名前"),
        max_length=100,
        help_text=_("例：泉佐野市役所 本庁舎"),
        error_messages={"required": _("予約先の名前を入力してください。例：泉佐野市役所 本庁舎")},
    )
    name_en = forms.CharField(label=_("予約先の英語名"), max_length=200, required=False)
    address = forms.CharField(label=_("住所"), max_length=200, required=False)
    phone = forms.CharField(label=_("電話番号"), max_length=20, required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        return {key: one_line(value) for key, value in found.items()}


class WindowForm(forms.Form):
    name = forms.CharField(
        label=_("窓口の名前"),
        max_length=100,
        help_text=_("例：市民課 相談窓口"),
        error_messages={"required": _("窓口の名前を入力してください。例：市民課 相談窓口")},
    )
    name_en = forms.CharField(label=_("窓口の英語名"), max_length=200, required=False)
    about = forms.CharField(
        label=_("できること"), max_length=300, required=False, help_text=_("住民が窓口を選ぶときに読みます。")
    )
    about_en = forms.CharField(label=_("できること（英語）"), max_length=600, required=False)
    notice_minutes = forms.IntegerField(
        label=_("何分前まで予約できるか"),
        min_value=0,
        max_value=20_160,
        initial=60,
        error_messages={key: _("0から20160までの数字で入力してください。") for key in NUMBER},
    )
    days_ahead = forms.IntegerField(
        label=_("何日先まで予約できるか"),
        min_value=1,
        max_value=366,
        initial=30,
        error_messages={key: _("1から366までの数字で入力してください。") for key in NUMBER},
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        return {key: one_line(value) if isinstance(value, str) else value for key, value in found.items()}


class HoursForm(forms.Form):
    """One weekly span of a window."""

    weekday = forms.TypedChoiceField(
        label=_("曜日"),
        choices=WEEKDAYS,
        coerce=int,
        error_messages={"required": _("曜日を選んでください。"), "invalid_choice": _("曜日を選んでください。")},
    )
    begins = forms.TimeField(
        label=_("始まり"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("例：9:00"),
        error_messages={
            "required": _("始まりの時刻を入力してください。例：9:00"),
            "invalid": _("時刻は 9:00 のように入力してください。"),
        },
    )
    ends = forms.TimeField(
        label=_("終わり"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("例：17:00"),
        error_messages={
            "required": _("終わりの時刻を入力してください。例：17:00"),
            "invalid": _("時刻は 9:00 のように入力してください。"),
        },
    )
    minutes = forms.TypedChoiceField(label=_("1回の時間"), choices=LENGTHS, coerce=int, initial=30)
    capacity = forms.IntegerField(
        label=_("同時に受け付ける人数"),
        min_value=1,
        max_value=200,
        initial=1,
        error_messages={key: _("1から200までの数字で入力してください。") for key in NUMBER},
    )
    since = forms.DateField(
        label=_("この日から"),
        widget=forms.DateInput(),
        error_messages={"required": _("始める日を選んでください。"), "invalid": _("始める日を選んでください。")},
    )
    on_holidays = forms.BooleanField(label=_("祝日・年末年始も開く"), required=False)

    @property
    def rule(self) -> slots.Hours:
        return slots.Hours(**self.cleaned_data)


class ClosureForm(forms.Form):
    """A day or several, whole or from one time to another."""

    first = forms.DateField(
        label=_("休みの最初の日"),
        widget=forms.DateInput(),
        error_messages={"required": _("休みの日を選んでください。"), "invalid": _("休みの日を選んでください。")},
    )
    last = forms.DateField(
        label=_("休みの最後の日"),
        widget=forms.DateInput(),
        required=False,
        help_text=_("1日だけなら、空けておいてください。"),
        error_messages={"invalid": _("休みの日を選んでください。")},
    )
    begins = forms.TimeField(
        label=_("休みの始まりの時刻"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("一日中なら、空けておいてください。例：13:00"),
        error_messages={"invalid": _("時刻は 9:00 のように入力してください。")},
    )
    ends = forms.TimeField(
        label=_("休みの終わりの時刻"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("時刻は 9:00 のように入力してください。")},
    )
    reason = forms.CharField(label=_("理由"), max_length=100, required=False, help_text=_("住民にも表示します。"))
    reason_en = forms.CharField(label=_("理由（英語）"), max_length=200, required=False)
    whole_office = forms.BooleanField(label=_("この予約先のすべての窓口を休みにする"), required=False)

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Half-open, in Japan's time; without times the days are whole."""
        given = self.cleaned_data
        last = given["last"] or given["first"]
        begins = datetime.combine(given["first"], given["begins"] or datetime.min.time(), TOKYO)
        if given["ends"]:
            return begins, datetime.combine(last, given["ends"], TOKYO)
        return begins, start_of(last + timedelta(days=1))
