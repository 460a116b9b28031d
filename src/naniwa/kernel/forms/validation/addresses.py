"""Postal addresses: what the postal code already says need not be typed."""

import re

from naniwa.kernel.forms.answers import Problem
from naniwa.kernel.forms.definition.fields import PARTS, AddressField
from naniwa.kernel.forms.definition.text import text
from naniwa.kernel.forms.validation.kind import Posted, is_parts, parts
from naniwa.kernel.forms.validation.messages import problem
from naniwa.kernel.forms.validation.municipalities import municipality_code
from naniwa.kernel.forms.validation.texts import characters
from naniwa.library import my_number, postal

LONGEST = 100
KEYS = PARTS["address"]
TYPED = ("prefecture", "municipality", "town", "street", "building")
NEEDED = {
    "municipality": (text("市区町村", "municipality"), "大阪市中央区"),
    "town": (text("町名", "town"), "大手前"),
    "street": (text("番地（なければ「番地なし」）", "block number (or 番地なし if there is none)"), "2丁目1-22"),
}
_PREFECTURE = re.compile("東京都|北海道|(?:京都|大阪)府|.{2,3}県")


class Address:
    """{postal_code (7 digits), prefecture, municipality, municipality_code, town, street, building}.

    The code has six digits, in designated cities those of the city and not of the ward.
    """

    def parse(self, field: AddressField, name: str, data: Posted) -> dict[str, str] | None:
        sent = parts(data, name, KEYS)
        if not any(sent.values()):
            return None
        sent["postal_code"] = postal.normalise(sent["postal_code"]) or sent["postal_code"]
        return _completed(sent)

    def shape(self, value: object) -> bool:
        return is_parts(value, frozenset(KEYS))

    def check(self, field: AddressField, name: str, value: dict[str, str]) -> list[Problem]:
        found: list[Problem] = []
        code = value["postal_code"]
        if not (len(code) == 7 and code.isascii() and code.isdigit()):  # noqa: PLR2004 - digits of a postal code
            found.append(problem("postal_code", field, f"{name}.postal_code"))
        if not _PREFECTURE.fullmatch(value["prefecture"]):
            found.append(problem("prefecture", field, f"{name}.prefecture"))
        for key, (label, example) in NEEDED.items():
            if not value[key]:
                found.append(problem("address_part", field, f"{name}.{key}", part=label, example=example))
        for key in TYPED:
            part = value[key]
            found += characters(field, f"{name}.{key}", part, LONGEST)
            if len(part) > my_number.ELEVEN and my_number.holds_one(part):
                found.append(problem("my_number", field, f"{name}.{key}"))
        return found

    def display(self, field: AddressField, value: dict[str, str], language: str) -> str:
        code = value["postal_code"]
        return f"〒{code[:3]}-{code[3:]} " + "".join(value[key] for key in TYPED[:4]) + f" {value['building']}".rstrip()

    def post(self, field: AddressField, name: str, value: dict[str, str]) -> dict[str, list[str]]:
        return {f"{name}.{key}": [value[key]] for key in KEYS}


def _completed(sent: dict[str, str]) -> dict[str, str]:
    """Fill in what was left empty, and the code of the municipality if the postal code is one of its codes."""
    places = postal.lookup(sent["postal_code"])
    if not places:
        return sent | {"municipality_code": ""}
    first = places[0]
    prefecture, municipality = sent["prefecture"] or first.prefecture, sent["municipality"] or first.city
    match = next((place for place in places if (place.prefecture, place.city) == (prefecture, municipality)), None)
    return sent | {
        "prefecture": prefecture,
        "municipality": municipality,
        "municipality_code": municipality_code(match.municipality_code) if match else "",
        "town": sent["town"] or (first.town if len(places) == 1 else ""),
    }


ADDRESS = Address()
