"""What an administrator says of a connected service."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.connections.operations.registering import NotAllowed, check_address

LEVELS = (
    ("email", _("メールで届く番号")),
    ("passkey", _("パスキー（端末の指紋・顔・暗証番号）")),
    ("electronic", _("マイナンバーカードなどの電子証明書")),
)
SCOPES = (("profile", _("氏名と言語")), ("email", _("メールアドレス")))
MOST_ADDRESSES = 10


class RegisterForm(forms.Form):
    """`number` makes the same form, sent twice, register one service."""

    number = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("サービスの名前"),
        max_length=100,
        help_text=_("利用する人の確認ページに出ます。例：なにわバス 回数券"),
        error_messages={"required": _("サービスの名前を入力してください。例：なにわバス 回数券")},
    )
    operator = forms.CharField(
        label=_("運営者"),
        max_length=100,
        help_text=_("例：なにわバス株式会社"),
        error_messages={"required": _("運営者を入力してください。例：なにわバス株式会社")},
    )
    purpose_ja = forms.CharField(
        label=_("サービスの目的"),
        max_length=300,
        help_text=_("利用する人が読む一文。例：回数券の購入に使います。"),
        error_messages={"required": _("サービスの目的を一文で入力してください。例：回数券の購入に使います。")},
    )
    purpose_en = forms.CharField(
        label=_("サービスの目的（英語）"),
        max_length=300,
        help_text=_("例：To buy tickets."),
        error_messages={"required": _("サービスの目的を英語の一文で入力してください。例：To buy tickets.")},
    )
    redirect_uris = forms.CharField(
        label=_("戻り先のアドレス"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5_000,
        help_text=_(
            "ログインのあとに戻るアドレス。1行に1つ、https:// から最後まで。ここにあるアドレスにだけ戻ります。"
        ),
        error_messages={"required": _("戻り先のアドレスを入力してください。例：https://bus.example.jp/back")},
    )
    logout_uri = forms.CharField(
        label=_("ログアウトの知らせ先"),
        max_length=500,
        required=False,
        help_text=_("ログアウトや連携の解除を知らせるアドレス。なければ空のままにします。"),
    )
    scopes = forms.MultipleChoiceField(
        label=_("渡してよい情報"),
        choices=SCOPES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("選ばなければ、サービスごとの番号だけを渡します。"),
    )
    level = forms.ChoiceField(label=_("求める本人確認"), choices=LEVELS, widget=forms.RadioSelect, initial="email")

    def __init__(self, data: Any = None) -> None:  # noqa: ANN401 - what was posted, if anything
        super().__init__(data, initial={"number": uuid.uuid4()})

    def clean_redirect_uris(self) -> list[str]:
        found = [line.strip() for line in self.cleaned_data["redirect_uris"].splitlines() if line.strip()]
        if not 0 < len(found) <= MOST_ADDRESSES:
            raise forms.ValidationError(_("アドレスは1行に1つ、10個までにしてください。"))
        for one in found:
            _check(one)
        return found

    def clean_logout_uri(self) -> str:
        found = str(self.cleaned_data["logout_uri"]).strip()
        if found:
            _check(found)
        return found


def _check(address: str) -> None:
    try:
        check_address(address)
    except NotAllowed as refused:
        said = _("「%(address)s」は使えません。https:// で始まり、#や*のないアドレスを入力してください。")
        raise forms.ValidationError(said % {"address": address}) from refused
