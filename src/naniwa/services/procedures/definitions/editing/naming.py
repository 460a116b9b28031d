"""What the variables of rules are called in an unfinished definition, and which of them a menu may offer."""

from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from naniwa.kernel.forms.definition import Text
from naniwa.kernel.forms.definition.fields import PARTS
from naniwa.kernel.forms.definition.text import text
from naniwa.services.procedures.definitions.editing.places import Yaml
from naniwa.services.procedures.definitions.editing.sentences import Named

PART_WORDS: dict[str, Text] = {
    "family": text("姓", "family name"),
    "given": text("名", "given name"),
    "family_kana": text("姓の読み", "reading of the family name"),
    "given_kana": text("名の読み", "reading of the given name"),
    "postal_code": text("郵便番号", "postal code"),
    "prefecture": text("都道府県", "prefecture"),
    "municipality": text("市区町村", "municipality"),
    "municipality_code": text("市区町村コード", "municipality code"),
    "town": text("町名", "town"),
    "street": text("番地", "street"),
    "building": text("建物", "building"),
    "bank_code": text("銀行", "bank"),
    "branch_code": text("支店", "branch"),
    "account_type": text("口座の種類", "kind of account"),
    "account_number": text("口座番号", "account number"),
    "holder_kana": text("口座名義", "holder"),
}


def words_of(thing: Yaml, otherwise: str = "") -> Text:
    """A text of a definition, however unfinished it is."""
    try:
        return Text.model_validate(thing)
    except ValidationError:
        told = thing if isinstance(thing, Mapping) else {}
        found = next((str(told[key]) for key in ("ja", "en") if told.get(key)), "") or otherwise or "－"
        return text(found, found)


def fields(document: Yaml) -> Iterator[Mapping[str, Yaml]]:
    """Every field that has a key, in the order asked, those of rows left out."""
    for page in things(document, "form", "pages"):
        yield from (one for one in things(page, "fields") if isinstance(one.get("key"), str))


def things(document: Yaml, *keys: str) -> list[Mapping[str, Yaml]]:
    """The mappings of a list, none where there is no list."""
    for key in keys:
        document = document.get(key) if isinstance(document, Mapping) else None
    return [one for one in document if isinstance(one, Mapping)] if isinstance(document, list) else []


def names(document: Yaml) -> dict[str, Named]:
    """Every variable by name: answers, their parts, derived values."""
    found: dict[str, Named] = {}
    for one in fields(document):
        found[one["key"]] = _named(one)
        found |= dict(_parts(one))
    for value in things(document, "form", "values"):
        if isinstance(value.get("key"), str):
            kind = "money" if value.get("unit") == "yen" else "number"
            found[value["key"]] = Named(words_of(value.get("label"), value["key"]), kind)
    return found


def taken(document: Yaml, *, check: bool = False) -> set[str]:
    """Names that a question or a value, or a check, can no longer have."""
    checks = {str(one.get("code")) for one in things(document, "form", "checks")}
    return checks if check else {name for name in names(document) if "." not in name}


def paths(document: Yaml) -> dict[str, Text]:
    """Answers and their parts, as `applicant` and duplicates name them."""
    return {key: named.label for key, named in names(document).items() if named.type != "rows"}


def _named(one: Mapping[str, Yaml]) -> Named:
    options = {
        str(each["key"]): words_of(each.get("label"), str(each["key"]))
        for each in things(one, "options")
        if each.get("key")
    }
    unit = words_of(one["unit"]) if one.get("unit") else None
    return Named(words_of(one.get("label"), one["key"]), str(one.get("type", "text")), options, unit)


def _parts(one: Mapping[str, Yaml]) -> Iterator[tuple[str, Named]]:
    label = words_of(one.get("label"), one["key"])
    for part in PARTS.get(str(one.get("type")), ()):
        words = PART_WORDS[part]
        yield f"{one['key']}.{part}", Named(text(f"{label.ja}（{words.ja}）", f"{label.en} ({words.en})"))
    for cell in things(one, "fields"):
        inner = words_of(cell.get("label"), str(cell.get("key", "")))
        yield (
            f"{one['key']}.{cell.get('key')}",
            Named(text(f"{label.ja}（{inner.ja}）", f"{label.en} ({inner.en})"), "rows"),
        )
