"""What is asked before personal data leave the ledger: the purpose, the columns, the kind of file."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naniwa.design.bound import field_view
from naniwa.design.fields import FieldView
from naniwa.kernel.audit.words import PURPOSES
from naniwa.library.typed import number_in
from naniwa.services.procedures.models import Format
from naniwa.services.procedures.queries.exporting import CONTACT, FIELDS

OFFERED = ("review", "decision", "correction", "payment", "enquiry", "statistics", "audit")
FORMATS = {Format.XLSX: _("Excel（.xlsx）"), Format.CSV: _("CSV（UTF-8）")}
ASKED = ("purpose", "reason", "format", "columns")


class AskExport(forms.Form):
    """Columns begin as they are shown in the ledger; contact and account are left out until they are wanted."""

    purpose = forms.ChoiceField(
        label=_("目的"),
        widget=forms.RadioSelect,
        error_messages={"required": _("目的を選んでください。")},
        help_text=_("書き出した申請の本人が「だれが見たか」で読みます。"),
    )
    reason = forms.CharField(
        label=_("何に使いますか"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("何に使うかを書いてください。例：11月30日の審査会の資料")},
        help_text=_("監査の記録に残ります。例：11月30日の審査会の資料"),
    )
    format = forms.ChoiceField(
        label=_("ファイルの形式"),
        choices=list(FORMATS.items()),
        widget=forms.RadioSelect,
        help_text=_("Excelは、番号の先頭の0や名前の文字をそのまま保ちます。"),
    )
    columns = forms.MultipleChoiceField(
        label=_("列"),
        error_messages={"required": _("列を1つ以上選んでください。")},
        help_text=_("使わない列は外してください。"),
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - a QueryDict or None
        *,
        without: Collection[str],
        kept: Mapping[str, Sequence[str]],
    ) -> None:
        """`kept` is what the same person had chosen and written before their session ended."""
        shown = [key for key in FIELDS if key not in without and key not in CONTACT]
        given = {name: kept[name] if name == "columns" else kept[name][-1] for name in ASKED if name in kept}
        super().__init__(data, initial={"format": Format.XLSX, "columns": shown, **given})
        self._choices("purpose", [(key, PURPOSES[key]) for key in OFFERED])
        self._choices("columns", [(key, field.label) for key, field in FIELDS.items()])

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices

    def in_rows(self) -> dict[str, FieldView]:
        """The fields with short choices, side by side."""
        return {name: replace(field_view(self[name]), options={"layout": "row"}) for name in ("format", "columns")}

    def number(self) -> uuid.UUID:
        """The form's own, so that a second press makes no second file."""
        return number_in(str(self.data.get("number", "")))
