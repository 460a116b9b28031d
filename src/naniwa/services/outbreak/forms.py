"""What clinics and health centres write about cases."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.people.plain_text import plain
from naniwa.library import spoken
from naniwa.services.outbreak.models import Outcome, Result, Setting, Severity, Sex, Stay

_PHONE = re.compile(r"\+?[0-9][0-9-]{8,17}")
LONGEST_NOTE = 2_000
FIRST_DAY = date(1900, 1, 1)


class Plain(forms.Form):
    """Every text in it is plain."""

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for key, value in list(found.items()):  # a faulty one leaves the answers
            if isinstance(value, str):
                try:
                    found[key] = plain(value)
                except forms.ValidationError as error:
                    self.add_error(key, error)
        return found

    def has_come(self, today: date) -> bool:
        """Whether every day in it, once it is valid, is one of the past or today; any other is an error."""
        for key, value in list(self.cleaned_data.items()):
            if type(value) is date and value > today:
                self.add_error(key, _("今日より後の日付は入れられません。"))
        return not self.errors


def _day(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateField:  # noqa: ANN401 - a lazy text
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": _("日付を入れてください。例：2026-11-29"),
            "invalid": _("日付を、年-月-日の形で入れてください。例：2026-11-29"),
        },
    )


def _note(label: Any, *, required: bool = False, hint: Any = "") -> forms.CharField:  # noqa: ANN401 - as above
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST_NOTE,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_NOTE}),
        error_messages={"required": _("内容を入力してください。")},
    )


class ReportForm(Plain):
    """Eight answers are needed; the rest can come later."""

    name = forms.CharField(
        label=_("氏名"), max_length=100, error_messages={"required": _("氏名を入力してください。例：難波 花子")}
    )
    name_kana = forms.CharField(
        label=_("氏名（カナ）"),
        max_length=100,
        error_messages={"required": _("氏名（カナ）を入力してください。例：ナンバ ハナコ")},
    )
    born_on = _day(_("生年月日"))
    sex = forms.ChoiceField(
        label=_("性別"),
        choices=Sex.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("性別を選んでください。")},
    )
    phone = forms.CharField(
        label=_("電話番号"),
        max_length=20,
        help_text=_("保健所が最初に電話する番号です。例：090-0000-0000"),
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
        error_messages={"required": _("電話番号を入力してください。例：090-0000-0000")},
    )
    municipality = forms.ChoiceField(
        label=_("住所の市町村"), error_messages={"required": _("住所の市町村を選んでください。")}
    )
    diagnosed_on = _day(_("診断日"))
    severity = forms.ChoiceField(
        label=_("症状の程度"),
        choices=Severity.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("症状の程度を選んでください。")},
    )
    onset_on = _day(_("発症日"), required=False, hint=_("分からないときと無症状のときは、空けておいてください。"))

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        severities: Collection[str] = Severity.values,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        degree = self.fields["severity"]
        self.fields["severity"] = forms.ChoiceField(
            label=degree.label,
            choices=[(key, label) for key, label in Severity.choices if key in severities],
            widget=forms.RadioSelect,
            error_messages=dict(degree.error_messages),
        )
        towns = [(one.code, str(one)) for one in organisations.municipalities()]
        old = self.fields["municipality"]
        self.fields["municipality"] = forms.ChoiceField(
            label=old.label, choices=[("", _("選んでください")), *towns], error_messages=dict(old.error_messages)
        )

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("phone") and not _PHONE.fullmatch(found["phone"]):
            self.add_error("phone", _("電話番号を、半角の数字で入力してください。例：090-0000-0000"))
        born = found.get("born_on")
        if born and born < FIRST_DAY:
            self.add_error("born_on", _("生年月日を確かめてください。"))
        return found


class DetailsForm(ReportForm):
    """Everything that is kept of a case."""

    language = forms.ChoiceField(
        label=_("使う言語"),
        choices=list(spoken.NAMES.items()),
        error_messages={"required": _("使う言語を選んでください。")},
    )
    address = forms.CharField(label=_("住所（市町村の後）"), max_length=200, required=False)
    email = forms.EmailField(
        label=_("メールアドレス"),
        required=False,
        help_text=_("あると、健康観察の報告がないときにメールでお知らせします。"),
        error_messages={"invalid": _("メールアドレスを確かめてください。例：hanako@example.jp")},
    )
    occupation = forms.CharField(label=_("職業・学校"), max_length=100, required=False)
    stay = forms.ChoiceField(
        label=_("療養先"), choices=Stay.choices, error_messages={"required": _("療養先を選んでください。")}
    )
    factors = forms.MultipleChoiceField(label=_("重症化のリスク"), required=False, widget=forms.CheckboxSelectMultiple)
    proxy = forms.CharField(
        label=_("代わりに答える人"), max_length=100, required=False, help_text=_("家族など。例：難波 太郎（夫）")
    )
    proxy_phone = forms.CharField(label=_("代わりに答える人の電話番号"), max_length=20, required=False)
    note = _note(_("備考"))

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        factors: Sequence[tuple[str, str]],
        severities: Collection[str] = Severity.values,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, severities=severities, initial=initial)
        self.fields["factors"] = forms.MultipleChoiceField(
            label=self.fields["factors"].label,
            required=False,
            choices=list(factors),
            widget=forms.CheckboxSelectMultiple,
        )


class CallForm(Plain):
    result = forms.ChoiceField(
        label=_("連絡の結果"),
        choices=Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("連絡の結果を選んでください。")},
    )
    note = _note(_("連絡の内容"))


class HandOverForm(Plain):
    """`to` is a colleague's public number. On one page with the form of calls, so names have a word before them."""

    prefix = "handing"

    to = forms.ChoiceField(label=_("引き継ぐ相手"), error_messages={"required": _("引き継ぐ相手を選んでください。")})
    note = _note(_("引継ぎの理由"))

    def __init__(self, data: QueryDict | None = None, *, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        old = self.fields["to"]
        shown = [("", _("選んでください")), *choices]
        self.fields["to"] = forms.ChoiceField(label=old.label, choices=shown, error_messages=dict(old.error_messages))


class CloseForm(Plain):
    outcome = forms.ChoiceField(
        label=_("結果"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("結果を選んでください。")},
    )


class FinishForm(Plain):
    result = _note(_("対応の結果"), required=True, hint=_("例：電話で確かめた。救急車を手配した。"))


class ReadingForm(Plain):
    """One report, as staff key it in."""

    temperature = forms.DecimalField(
        label=_("体温"),
        required=False,
        min_value=34,
        max_value=43,
        max_digits=3,
        decimal_places=1,
        help_text=_("度。例：36.8"),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    spo2 = forms.IntegerField(
        label=_("酸素飽和度"),
        required=False,
        min_value=50,
        max_value=100,
        help_text=_("SpO2、%。例：97"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    symptoms = forms.MultipleChoiceField(label=_("症状"), required=False, widget=forms.CheckboxSelectMultiple)
    mood = forms.TypedChoiceField(label=_("気分"), required=False, coerce=int, empty_value=None)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        symptoms: Sequence[tuple[str, str]],
        moods: Sequence[tuple[str, str]],
        asks: Collection[str],
    ) -> None:
        super().__init__(data)
        self.fields["symptoms"] = forms.MultipleChoiceField(
            label=self.fields["symptoms"].label,
            required=False,
            choices=list(symptoms),
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["mood"] = forms.TypedChoiceField(
            label=self.fields["mood"].label,
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", "—"), *moods],
        )
        for name in {"temperature", "spo2", "mood"} - set(asks):
            del self.fields[name]


class RulesForm(forms.Form):
    text = forms.CharField(
        label=_("規則の本文（YAML）"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 24}),
        strip=False,
        error_messages={"required": _("規則の本文を入力してください。")},
    )
    note = forms.CharField(
        label=_("変えるわけ"),
        max_length=300,
        error_messages={"required": _("変えるわけを書いてください。例：学会の手引きの改訂のため")},
    )


class CentreForm(Plain):
    on_duty = forms.ChoiceField(label=_("当番の責任者"))
    phone = forms.CharField(label=_("患者に知らせる電話番号"), max_length=20, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        supervisors: Sequence[tuple[str, str]],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.fields["on_duty"] = forms.ChoiceField(label=self.fields["on_duty"].label, choices=list(supervisors))


class RegisterForm(Plain):
    """Which municipalities an office looks after; a label says whose each is now."""

    municipalities = forms.MultipleChoiceField(
        label=_("受け持つ市町村"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, data: QueryDict | None = None, *, towns: Sequence[tuple[str, str]], initial: Sequence[str] = ()
    ) -> None:
        super().__init__(data, initial={"municipalities": list(initial)})
        self.fields["municipalities"] = forms.MultipleChoiceField(
            label=self.fields["municipalities"].label,
            required=False,
            choices=list(towns),
            widget=forms.CheckboxSelectMultiple,
            help_text=_("ほかの保健所が受け持つ市町村を選ぶと、この保健所に移ります。"),
        )


class ContactForm(Plain):
    name = forms.CharField(
        label=_("接触者の氏名"),
        max_length=100,
        error_messages={"required": _("氏名を入力してください。例：難波 花子")},
    )
    phone = forms.CharField(label=_("電話番号"), max_length=20, required=False)
    setting = forms.ChoiceField(
        label=_("接触した場面"),
        choices=Setting.choices,
        error_messages={"required": _("接触した場面を選んでください。")},
    )
    last_contact_on = _day(_("最後に接触した日"))


class ClusterForm(Plain):
    """On one page with the form of contacts, so its names have a word before them."""

    prefix = "cluster"
    name = forms.CharField(
        label=_("クラスターの名前"),
        max_length=100,
        help_text=_("前に登録した名前と同じなら、そこに加わります。"),
        error_messages={"required": _("クラスターの名前を入力してください。例：A事業所")},
    )
    setting = forms.ChoiceField(
        label=_("接触した場面"),
        choices=Setting.choices,
        error_messages={"required": _("接触した場面を選んでください。")},
    )


class TransportForm(Plain):
    start = forms.CharField(
        label=_("迎えに行く場所"), max_length=200, error_messages={"required": _("場所を入力してください。例：自宅")}
    )
    goal = forms.CharField(
        label=_("行き先"), max_length=200, error_messages={"required": _("行き先を入力してください。例：府立病院")}
    )
    wanted_at = forms.DateTimeField(
        label=_("希望の日時"),
        help_text=_("例：2026-11-29 14:00"),
        widget=forms.TextInput,
        error_messages={
            "required": _("日時を入れてください。例：2026-11-29 14:00"),
            "invalid": _("日時を、年-月-日 時:分の形で入れてください。例：2026-11-29 14:00"),
        },
    )
    note = forms.CharField(
        label=_("搬送の注意"), max_length=300, required=False, help_text=_("例：酸素が必要。車いす。")
    )


class LodgingForm(Plain):
    hotel = forms.CharField(
        label=_("宿泊施設"), max_length=100, error_messages={"required": _("宿泊施設の名前を入力してください。")}
    )
    room = forms.CharField(
        label=_("部屋"), max_length=20, error_messages={"required": _("部屋の番号を入力してください。例：503")}
    )
    key_number = forms.CharField(label=_("鍵の番号"), max_length=20, required=False)
    meals = forms.CharField(
        label=_("食事の注意"), max_length=200, required=False, help_text=_("例：卵アレルギー、ハラル")
    )


class CountingForm(forms.Form):
    """From when on the reports made here are counted."""

    own_from = _day(
        _("届け出られた患者を数え始める日"),
        required=False,
        hint=_(
            "この日からは届け出られた患者を、前の日までは取り込んだ数字を数えます。空けると、取り込んだ数字だけを使います。"
        ),
    )
