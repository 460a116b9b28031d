"""What an administrator says of a client."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.audit.words import PURPOSES
from naniwa.kernel.clients import queries
from naniwa.kernel.clients.operations import READ, WRITE
from naniwa.kernel.people.models import Role

ROLES = (Role.REVIEWER, Role.APPROVER, Role.AUDITOR)
SCOPE_WORDS = ((READ, _("申請を読む")), (WRITE, _("申請の状態を変える")))
KEEP, END = "keep", "end"
FORMER = (
    (KEEP, _("7日間は、新しい鍵といっしょに使えるようにする（定期の交換）")),
    (END, _("今すぐ使えなくする（鍵が漏れたおそれがあるとき）")),
)
CHOOSE = {"required": _("一つ以上選んでください。")}


class RegisterForm(forms.Form):
    """`number` makes the same form, sent twice, register one client."""

    number = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("名前"),
        max_length=100,
        help_text=_("監査記録に行為者として残ります。例：堺市 給付管理システム"),
        error_messages={"required": _("名前を入力してください。例：堺市 給付管理システム")},
    )
    procedures = forms.MultipleChoiceField(
        label=_("扱う手続"), widget=forms.CheckboxSelectMultiple, error_messages=CHOOSE
    )
    scopes = forms.MultipleChoiceField(
        label=_("できること"), choices=SCOPE_WORDS, widget=forms.CheckboxSelectMultiple, error_messages=CHOOSE
    )
    roles = forms.MultipleChoiceField(
        label=_("役割"),
        choices=[(role.value, role.label) for role in ROLES],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("人と同じ役割です。審査した申請を、同じクライアントが決定することはできません。"),
        error_messages=CHOOSE,
    )
    purpose = forms.ChoiceField(
        label=_("情報を読む目的"),
        help_text=_("申請した方の「わたしの情報を見た人」に出ます。"),
        error_messages={"required": _("情報を読む目的を選んでください。")},
    )

    def __init__(self, data: Any = None) -> None:  # noqa: ANN401 - what was posted, if anything
        super().__init__(data, initial={"number": uuid.uuid4()})
        self.fields["procedures"].choices = list(queries.procedures().items())  # type: ignore[attr-defined] # a choice field
        self.fields["purpose"].choices = list(PURPOSES.items())  # type: ignore[attr-defined] # a choice field


class RenewForm(forms.Form):
    """`seen` makes the same form, sent twice, renew the secret once."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    former = forms.ChoiceField(
        label=_("今の鍵"),
        choices=FORMER,
        widget=forms.RadioSelect,
        error_messages={"required": _("今の鍵をどうするかを選んでください。")},
    )


class WebhookForm(forms.Form):
    url = forms.CharField(
        label=_("送り先のアドレス"),
        max_length=500,
        help_text=_("https:// で始まる、インターネットから届くアドレス。例：https://partner.example.jp/naniwa"),
        error_messages={"required": _("アドレスを入力してください。例：https://partner.example.jp/naniwa")},
    )
