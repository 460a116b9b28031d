"""The auditor's search."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.audit.criteria import Criteria
from naniwa.kernel.audit.models import Kind


class Search(forms.Form):
    """Every field may stay empty."""

    target = forms.CharField(label=_("対象の番号"), required=False, max_length=80, help_text=_("受付番号など"))
    person = forms.UUIDField(
        label=_("利用者の公開番号"),
        required=False,
        error_messages={"invalid": _("公開番号は、英数字とハイフンの36文字です。利用者情報の画面から写してください。")},
        help_text=_("その人が行ったことと、その人の情報の閲覧"),
    )
    action = forms.CharField(
        label=_("操作"), required=False, max_length=80, help_text=_("操作の記号の始め。例：procedures.")
    )
    kind = forms.ChoiceField(label=_("区分"), required=False, choices=[("", _("すべて")), *Kind.choices])
    since = forms.DateField(label=_("この日から"), required=False, widget=forms.DateInput)
    until = forms.DateField(label=_("この日まで"), required=False, widget=forms.DateInput)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", _("「この日まで」が「この日から」より前です。順に入れてください。"))
        return values

    def criteria(self) -> Criteria | None:
        """What was asked for; None while something must be mended."""
        return Criteria(**self.cleaned_data) if self.is_valid() else None
