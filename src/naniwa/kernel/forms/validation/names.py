"""Readings and names of people; names stay exactly as typed."""

import re

from naniwa.kernel.forms.answers import Problem
from naniwa.kernel.forms.definition.fields import PARTS, KanaField, PersonNameField
from naniwa.kernel.forms.definition.text import text
from naniwa.kernel.forms.validation.kind import Posted, is_parts, one, parts
from naniwa.kernel.forms.validation.messages import problem
from naniwa.kernel.forms.validation.texts import FreeText, characters
from naniwa.library import kana

LONGEST = 60
KEYS = PARTS["person_name"]
LABELS = {
    "family": text("姓", "family name"),
    "given": text("名", "given name"),
    "family_kana": text("姓のフリガナ", "reading of the family name"),
    "given_kana": text("名のフリガナ", "reading of the given name"),
}
EXAMPLES = {"family": "髙橋", "given": "花子", "family_kana": "タカハシ", "given_kana": "ハナコ"}
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


class Kana(FreeText):
    """Reading in katakana."""

    def parse(self, field: KanaField, name: str, data: Posted) -> str | None:  # type: ignore[override] # a kind of its own
        return kana.to_katakana(one(data, name)) or None

    def check(self, field: KanaField, name: str, value: str) -> list[Problem]:  # type: ignore[override] # a kind of its own
        found = characters(field, name, value, field.max_length)
        return found if found or kana.is_kana(value) else [problem("kana", field, name)]


class PersonName:
    """{family, given, family_kana, given_kana}; who has a single name, not in kanji, leaves the given name empty."""

    def parse(self, field: PersonNameField, name: str, data: Posted) -> dict[str, str] | None:
        sent = parts(data, name, KEYS)
        if not any(sent.values()):
            return None
        return {key: kana.to_katakana(part) if key.endswith("_kana") else part for key, part in sent.items()}

    def shape(self, value: object) -> bool:
        return is_parts(value, frozenset(KEYS))

    def check(self, field: PersonNameField, name: str, value: dict[str, str]) -> list[Problem]:
        single = not value["given"] and not value["given_kana"] and not _HAN.search(value["family"])
        found: list[Problem] = []
        for key in KEYS[::2] if single else KEYS:
            found += self._part(field, f"{name}.{key}", key, value[key])
        return found

    def _part(self, field: PersonNameField, place: str, key: str, part: str) -> list[Problem]:
        if not part:
            return [problem("name_part", field, place, example=EXAMPLES[key], part=LABELS[key])]
        found = characters(field, place, part, LONGEST)
        if not found and key.endswith("_kana") and not kana.is_kana(part):
            return [problem("name_kana", field, place, example=EXAMPLES[key], part=LABELS[key])]
        return found

    def display(self, field: PersonNameField, value: dict[str, str], language: str) -> str:
        full, reading = (f"{value['family']} {value['given']}".strip(), f"{value['family_kana']} {value['given_kana']}")
        return bracketed(full, reading.strip(), language)

    def post(self, field: PersonNameField, name: str, value: dict[str, str]) -> dict[str, list[str]]:
        return {f"{name}.{key}": [value[key]] for key in KEYS}


def bracketed(words: str, remark: str, language: str) -> str:
    """Words with a remark in the brackets of the language."""
    return f"{words} ({remark})" if language.startswith("en") else f"{words}（{remark}）"


KANA, PERSON_NAME = Kana(), PersonName()
__all__ = ["KANA", "PERSON_NAME", "bracketed"]
