"""What a person changes about themselves."""

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.people.models import Person, PersonKind

EASY = "ja-easy"  # pages speak it; mails and papers come in ordinary Japanese
KANA_HELP = _("全角カタカナで入力してください。例：オオサカ タロウ")


class AboutForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("どちらとして使いますか"),
        choices=[(kind.value, kind.label) for kind in (PersonKind.RESIDENT, PersonKind.BUSINESS)],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("氏名または事業者名"),
        max_length=200,
        required=False,
        strip=True,
        help_text=_("戸籍や登記のとおりの漢字で入力できます。"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    name_kana = forms.RegexField(
        r"^[ァ-ヶー・　 ]*$",
        label=_("フリガナ"),
        max_length=200,
        required=False,
        help_text=KANA_HELP,
        error_messages={"invalid": KANA_HELP},
    )
    language = forms.ChoiceField(
        label=_("メールや書類の言語"),
        choices=[(code, name) for code, name in settings.LANGUAGES if code != EASY],
    )

    def __init__(self, data: QueryDict | None = None, *, person: Person) -> None:
        language = "ja" if person.language == EASY else person.language
        initial = {"kind": person.kind, "name": person.name, "name_kana": person.name_kana, "language": language}
        super().__init__(data, initial=initial)
        if person.kind == PersonKind.STAFF:
            del self.fields["kind"]


class NewPasswordForm(forms.Form):
    """One field: whoever mistypes it signs in by link and sets it again."""

    current = forms.CharField(
        label=_("今のパスワード"),
        strip=False,
        max_length=512,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label=_("新しいパスワード"),
        strip=False,
        max_length=512,
        help_text=_("12文字以上。短い文をつなげると、覚えやすく破られにくくなります。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, data: QueryDict | None = None, *, person: Person, ask_current: bool) -> None:
        super().__init__(data)
        self.person = person
        if not ask_current:
            del self.fields["current"]

    def clean_current(self) -> str:
        typed: str = self.cleaned_data["current"]
        if not self.person.check_password(typed):
            raise forms.ValidationError(
                _("今のパスワードが違います。忘れたときは、メールのリンクでログインし直してください。")
            )
        return typed

    def clean_password(self) -> str:
        typed: str = self.cleaned_data["password"]
        password_validation.validate_password(typed, self.person)
        return typed
