"""What a coordinator says of a facility and its beds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.models import Organisation
from naniwa.services.outbreak.definitions.areas import towns
from naniwa.services.outbreak.models import Bed, Facility, FacilityKind, Need
from naniwa.services.outbreak.models.beds import PHASES
from naniwa.services.outbreak.operations.beds import Told
from naniwa.services.outbreak.operations.beds_facilities import Known

MOST = 9_999


def _beds(label: Any) -> forms.IntegerField:  # noqa: ANN401 - a text that is translated later
    wrong = _("0から9,999までの数字で入力してください。例：12")
    said = {"required": wrong, "invalid": wrong, "min_value": wrong, "max_value": wrong}
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, initial=0, error_messages=said)


class ChangeForm(forms.Form):
    """What may change; staff of the reporting organisation answer for the beds."""

    name = forms.CharField(
        label=_("名前"), max_length=100, error_messages={"required": _("施設の名前を入力してください。")}
    )
    name_en = forms.CharField(label=_("名前（英語）"), max_length=200, required=False)
    phone = forms.CharField(label=_("電話番号"), max_length=20, required=False)
    reporter = forms.ModelChoiceField(
        label=_("病床を報告する組織"),
        queryset=Organisation.objects.none(),
        to_field_name="code",
        help_text=_("この組織の、病院・宿泊施設の担当者が、病床の数を報告して打診に答えます。"),
        error_messages={"required": _("病床を報告する組織を選んでください。")},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # as Django's
        reporter = self.fields["reporter"]
        if isinstance(reporter, forms.ModelChoiceField):
            reporter.queryset = Organisation.objects.order_by("code")

    @staticmethod
    def of(facility: Facility) -> dict[str, Any]:
        return {name: getattr(facility, name) for name in ("name", "name_en", "phone", "reporter")}

    def known(self) -> Known:
        """What was typed, once it is valid."""
        return Known(**{name: self.cleaned_data[name] for name in ("name", "name_en", "phone", "reporter")})


class NewForm(ChangeForm):
    """Its medical area follows from the municipality."""

    kind = forms.ChoiceField(label=_("種別"), choices=FacilityKind.choices)
    municipality = forms.ChoiceField(
        label=_("所在地の市町村"), help_text=_("医療圏と、移動時間の見積もりが決まります。")
    )
    field_order = ("kind", "name", "name_en", "municipality", "phone", "reporter")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        municipality = self.fields["municipality"]
        if isinstance(municipality, forms.ChoiceField):
            places = organisations.municipalities()
            municipality.choices = [(one.code, str(one)) for one in places if one.code in towns()]

    def told(self) -> Told:
        """What was typed, once it is valid."""
        told = self.cleaned_data
        return Told(
            kind=told["kind"],
            name=told["name"],
            name_en=told["name_en"],
            municipality=told["municipality"],
            phone=told["phone"],
        )


class SecuredForm(forms.Form):
    """Beds promised for each phase."""

    secured_1, secured_2, secured_3, secured_4, secured_5 = (
        _beds(label)
        for label in (_("段階1の確保"), _("段階2の確保"), _("段階3の確保"), _("段階4の確保"), _("段階5の確保"))
    )

    def secured(self) -> list[int]:
        """In the order of the phases."""
        return [self.cleaned_data[f"secured_{phase}"] for phase in range(1, PHASES + 1)]


class PoolForm(SecuredForm):
    """Further beds of a facility."""

    bed = forms.ChoiceField(label=_("病床の種類"), choices=Bed.choices)
    offers = forms.MultipleChoiceField(
        label=_("対応できること"), choices=Need.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    staffed = _beds(_("今日使える数"))
    field_order = ("bed", "offers", "staffed")

    def told(self) -> dict[str, Any]:
        """What was typed, once it is valid."""
        told = self.cleaned_data
        return {name: told[name] for name in ("bed", "offers", "staffed")} | {"secured": self.secured()}
