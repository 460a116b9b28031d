"""What is typed to sign in."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.people import operations as people

NO_ADDRESS = _("メールアドレスの形になっていません。@ の前後を確かめてください。例：taro@example.jp")


class AddressForm(forms.Form):
    email = forms.CharField(
        label=_("メールアドレス"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={"required": _("メールアドレスを入力してください。例：taro@example.jp")},
    )

    def clean_email(self) -> str:
        try:
            return people.normal(self.cleaned_data["email"])
        except people.NotAnAddress as error:
            raise forms.ValidationError(NO_ADDRESS) from error


class CodeForm(forms.Form):
    code = forms.RegexField(
        r"^\d{6}$",
        label=_("確認番号（数字6けた）"),
        help_text=_("メールに書かれた番号です。このページでだけ使えます。"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": 12}),
        error_messages={
            "required": _("メールに書かれた6けたの番号を入力してください。"),
            "invalid": _("番号は数字6けたです。メールに書かれた番号を確かめてください。"),
        },
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        """Accept full-width digits and spaces between them."""
        typed = data.get("code", "") if data is not None else ""
        super().__init__(
            None if data is None else {"code": "".join(str(int(sign)) for sign in typed if sign.isdecimal())}
        )


class PasswordForm(AddressForm):
    password = forms.CharField(
        label=_("パスワード"),
        strip=False,
        max_length=512,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("パスワードを入力してください。")},
    )
