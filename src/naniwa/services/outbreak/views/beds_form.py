"""What a health centre says of somebody for whom it seeks a bed."""

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.models import in_readers_language
from naniwa.services.outbreak.definitions.scores import current
from naniwa.services.outbreak.models import Need, Severity
from naniwa.services.outbreak.operations.beds_requests import Asked
from naniwa.services.outbreak.queries.dashboard_sheets import AGES

HOURS = (
    (3, _("3時間以内")),
    (6, _("6時間以内")),
    (12, _("12時間以内")),
    (24, _("1日以内")),
    (48, _("2日以内")),
    (72, _("3日以内")),
)


class AskForm(forms.Form):
    """The number of the case says who it is; names are not asked."""

    case_reference = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9-]{3,19}$",
        label=_("患者番号"),
        help_text=_("保健所の患者の一覧にある番号です。氏名は書かないでください。"),
        error_messages={
            "required": _("患者番号を入力してください。例：KS-0123-4567-8903"),
            "invalid": _("患者番号は、英字、数字、ハイフンで入力してください。例：KS-0123-4567-8903"),
        },
    )
    severity = forms.ChoiceField(label=_("症状の程度"), choices=Severity.choices)
    municipality = forms.ChoiceField(label=_("住所の市町村"))
    age = forms.ChoiceField(label=_("年代"))
    score_items = forms.MultipleChoiceField(
        label=_("当てはまるもの（点数）"), required=False, widget=forms.CheckboxSelectMultiple
    )
    needs = forms.MultipleChoiceField(
        label=_("受け入れに必要なこと"), choices=Need.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    hours = forms.TypedChoiceField(label=_("いつまでに"), choices=HOURS, coerce=int, initial=12)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # as Django's
        towns = organisations.municipalities()
        score = current()
        self._choose("municipality", [(one.code, str(one)) for one in towns])
        self._choose("age", [(code, in_readers_language(*words)) for code, words in AGES.items()])
        self._choose(
            "score_items",
            [(one.key, f"{in_readers_language(one.ja, one.en)} ({one.points:+d})") for one in score.items],
        )
        title = in_readers_language(score.title.ja, score.title.en)
        example = _("見本の点数です。使う前に医師の確認が必要です。") if score.example else ""
        self.fields["score_items"].help_text = f"{title} {example}"

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def asked(self, *, now: datetime) -> Asked:
        """What was typed, once it is valid."""
        told = self.cleaned_data
        return Asked(
            case_reference=told["case_reference"].upper(),
            severity=told["severity"],
            municipality=told["municipality"],
            age=told["age"],
            score_items=told["score_items"],
            needs=told["needs"],
            deadline=now + timedelta(hours=told["hours"]),
        )


class FiguresForm(forms.Form):
    """All figures of a pool at once."""

    staffed = forms.IntegerField(label=_("今日使える数"), min_value=0, max_value=9_999)
    occupied = forms.IntegerField(label=_("使用中"), min_value=0, max_value=9_999)
    cleaning = forms.IntegerField(label=_("清掃中"), min_value=0, max_value=9_999)
