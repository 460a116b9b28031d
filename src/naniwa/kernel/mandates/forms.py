"""What an agent says of the one they act for; which questions are asked depends on the kind of agency."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from naniwa.kernel.mandates.models import Kind
from naniwa.kernel.mandates.offered import Offered
from naniwa.kernel.mandates.operations import Proposal
from naniwa.kernel.mandates.rules import KINDS, TAKES, Act, Terms
from naniwa.kernel.mandates.words import ACTS
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people import operations as people
from naniwa.kernel.people.plain_text import one_line
from naniwa.library.kana import is_kana, to_katakana
from naniwa.library.my_number import hidden_in

ALL, SOME, ONE = "all", "some", "case"
USUAL = (Act.APPLY, Act.CORRECT, Act.NOTICES)
"""Chosen unless the agent says otherwise: money and withdrawal are never taken for granted."""
LONGEST_REASON = 500
SHEETS = frozenset({"clients"})
"""Fields of many lines, whose lines are looked at one by one."""
DAY = {"required": _("日付を選んでください。例：2026-12-01"), "invalid": _("日付を選んでください。例：2026-12-01")}


def _text(
    label: StrOrPromise, missing: StrOrPromise = "", *, longest: int = 200, hint: StrOrPromise = "", **attrs: str
) -> forms.CharField:
    """One line of text; needed where there are words for its being missing."""
    return forms.CharField(
        label=label,
        max_length=longest,
        required=bool(missing),
        help_text=hint,
        widget=forms.TextInput(attrs=attrs),
        error_messages={
            "required": missing,
            "max_length": _("長すぎます。%(limit_value)d文字までで入力してください。"),
        },
    )


class PlainForm(forms.Form):
    """Lines without what no keyboard types and without a My Number, readings in kana, addresses as they are kept."""

    def clean_email(self) -> str:
        try:
            return people.normal(self.cleaned_data["email"]) if self.cleaned_data["email"] else ""
        except people.NotAnAddress as error:
            message = _("メールアドレスの形になっていません。@ の前後を確かめてください。例：taro@example.jp")
            raise forms.ValidationError(message) from error

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for name, value in list(found.items()):  # a faulty one leaves the answers
            if isinstance(value, str) and name not in SHEETS:
                try:
                    one_line(value)
                except forms.ValidationError as error:
                    self.add_error(name, error)
        texts = {name: value for name, value in found.items() if isinstance(value, str) and name != "case"}
        found.update(hidden_in(texts))
        for name in ("kana", "agent_kana"):
            if found.get(name) and not is_kana(found[name]):
                self.add_error(name, _("フリガナは、カタカナかひらがなで入力してください。例：ナンバ タロウ"))
        return found


class ProposalForm(PlainForm):
    """Call with `kind`, and what there is to choose from."""

    name = _text(_("本人の氏名・名称"), _("本人の氏名か名称を入力してください。例：難波 花子"))
    kana = _text(_("本人のフリガナ"), _("本人のフリガナを入力してください。例：ナンバ ハナコ"))
    address = _text(_("本人の住所"), _("本人の住所を入力してください。例：大阪市中央区大手前2丁目1-22"), longest=300)
    born_on = forms.DateField(
        label=_("本人の生年月日"), required=False, widget=forms.DateInput, error_messages=DAY,
        help_text=_("会社などの法人なら、空けておいてください。"),
    )  # fmt: skip
    email = forms.CharField(
        label=_("本人のメールアドレス"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"inputmode": "email"}),
        help_text=_("本人に確認のメールを送ります。持っていなければ空けて、下で委任状を付けてください。"),
    )
    agent_name = _text(_("あなたの氏名"), _("あなたの氏名を入力してください。例：難波 太郎"), autocomplete="name")
    agent_kana = _text(_("あなたのフリガナ"), _("あなたのフリガナを入力してください。例：ナンバ タロウ"))
    registration = _text(_("行政書士の登録番号"), longest=40)
    office = _text(_("事務所の名前"))
    acts = forms.MultipleChoiceField(
        label=_("代わりにすること"),
        choices=list(ACTS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("お金の受け取りと取り下げは、本人から特に頼まれたときだけ選んでください。"),
        error_messages={"required": _("できることを1つ以上選んでください。")},
    )
    scope = forms.ChoiceField(
        label=_("どの手続か"),
        choices=[(ALL, _("すべての手続")), (SOME, _("選んだ手続だけ")), (ONE, _("提出済みの1件の申請だけ"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("どの手続かを選んでください。")},
    )
    procedures = forms.MultipleChoiceField(
        label=_("手続（「選んだ手続だけ」のとき）"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("選べない手続があります。選び直してください。")},
    )  # fmt: skip
    case = _text(_("受付番号（「1件の申請だけ」のとき）"), longest=20, hint=_("例：KX-0123-4567-8903"))
    starts_on = forms.DateField(label=_("はじまりの日"), widget=forms.DateInput, error_messages=DAY)
    ends_on = forms.DateField(
        label=_("おわりの日"), widget=forms.DateInput, error_messages=DAY,
        help_text=_("この日の終わり（24時）まで代理できます。"),
    )  # fmt: skip
    organisation = forms.ModelChoiceField(
        label=_("確認する役所"), queryset=Organisation.objects.none(), empty_label=_("選んでください"),
        help_text=_("ここの職員が書類を確かめます。一度確かめれば、ほかの手続でも使えます。"),
        error_messages={key: _("確認する役所を選んでください。") for key in ("required", "invalid_choice")},
    )  # fmt: skip
    paper = forms.FileField(
        label=_("証明する書類"), required=False, widget=forms.FileInput(attrs={"accept": "application/pdf,image/*"}),
        max_length=200,
        error_messages={
            "empty": _("ファイルが空です。選び直してください。"),
            "max_length": _("ファイルの名前が長すぎます。"),
        },
    )  # fmt: skip

    def __init__(self, *arguments: Any, kind: str, offered: Sequence[Offered], **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*arguments, **options)
        self.kind, rule = kind, KINDS[kind]
        takes = [one for one in offered if kind in TAKES[one.agents]]
        self.fields["procedures"].choices = [(one.slug, one.title) for one in takes]  # type: ignore[attr-defined] # a field of choices
        offices = Organisation.objects.filter(pk__in={one.organisation_id for one in offered}).order_by("code")
        self.fields["organisation"].queryset = offices  # type: ignore[attr-defined] # one of rows
        if "paper" in self.fields:
            self.fields["paper"].help_text = PAPERS[kind]
        for name, asked in (("registration", rule.registered), ("office", rule.registered), ("email", not rule.by_law)):
            if not asked:
                self.fields.pop(name, None)
        if "born_on" in self.fields:
            self.fields["born_on"].required = rule.until_of_age

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("scope") == SOME and not found.get("procedures") and "procedures" not in self.errors:
            self.add_error("procedures", _("手続を1つ以上選んでください。"))
        if found.get("scope") == ONE and not found.get("case"):
            self.add_error("case", _("受付番号を入力してください。例：KX-0123-4567-8903"))
        return found

    def terms(self) -> Terms:
        """What the agent may do, in what and how long; call it when the form is valid."""
        given = self.cleaned_data
        return Terms(
            kind=self.kind,
            acts=frozenset(given["acts"]),
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            procedures=frozenset(given["procedures"] if given["scope"] == SOME else ()),
            case=given["case"] if given["scope"] == ONE else "",
        )

    def proposal(self) -> Proposal:
        """What was said; call it when the form is valid."""
        given = self.cleaned_data
        return Proposal(
            terms=self.terms(),
            name=given["name"],
            kana=to_katakana(given["kana"]),
            address=given["address"],
            born_on=given["born_on"],
            email=given.get("email", ""),
            agent_name=given["agent_name"],
            agent_kana=to_katakana(given["agent_kana"]),
            registration=given.get("registration", ""),
            office=given.get("office", ""),
        )


PAPERS = {
    Kind.FAMILY.value: _("本人がメールを使わないときは、本人が署名した委任状の写真かPDF。10MBまで。"),
    Kind.SCRIVENER.value: _("本人がメールを使わないときは、本人が署名した委任状の写真かPDF。10MBまで。"),
    Kind.OTHER.value: _("本人がメールを使わないときは、本人が署名した委任状の写真かPDF。10MBまで。"),
    Kind.GUARDIAN.value: _("発行から3か月以内の登記事項証明書の写真かPDF。10MBまで。"),
    Kind.PARENT.value: _("戸籍の写しなど、親権者だと分かる書類の写真かPDF。10MBまで。"),
}
ABOUT = {
    Kind.FAMILY.value: _("親やきょうだい、配偶者などに頼まれて申請します。"),
    Kind.SCRIVENER.value: _("委任状を受けて、仕事として申請します。登録番号が要ります。"),
    Kind.GUARDIAN.value: _("家庭裁判所の審判による代理です。登記事項証明書で確かめます。"),
    Kind.PARENT.value: _("18歳になっていないお子さんの代わりに申請します。"),
    Kind.OTHER.value: _("ケアマネジャー、友人、従業員など、本人に頼まれた人です。"),
}


class ReasonForm(forms.Form):
    """Why it is refused or ended."""

    reason = forms.CharField(
        label=_("理由"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_REASON}),
        error_messages={"max_length": _("理由は500文字までで入力してください。")},
    )

    def clean_reason(self) -> str:
        return str(hidden_in(self.cleaned_data["reason"]))
