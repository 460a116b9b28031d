"""Places, values, faults and conflicts of overlays in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from naniwa.design.parts import Difference
from naniwa.services.procedures.definitions.editing.worded import WORDS
from naniwa.services.procedures.definitions.overlays import (
    ALLOWED,
    Change,
    Conflict,
    Entry,
    Fault,
    Kind,
    Trouble,
    places,
    written,
)
from naniwa.services.procedures.definitions.overlays.allowed import matches

FAULTS: Mapping[Fault, str | Promise] = {
    Fault.NOT_ALLOWED: gettext_lazy("市町村が変えられる場所ではありません。変えられる場所は、下の一覧にあります。"),
    Fault.NOT_THERE: gettext_lazy("基本の定義に、この場所はありません。キーの書き方を確かめてください。"),
    Fault.REQUIRED_BY_LAW: gettext_lazy("法令で必要なため、なくしたり、ゆるめたりできません。この行を消してください。"),
    Fault.NAME_TAKEN: gettext_lazy("同じキーがすでに使われています。ほかのキーにしてください。"),
    Fault.NO_NAME: gettext_lazy("加えるものには key（確認は code、例は name）が必要です。"),
    Fault.UNKNOWN_NEIGHBOUR: gettext_lazy(
        "after に書いたものが、そこにありません。キーを確かめるか、after を消してください。"
    ),
}
"""What is wrong with a line; an unsound definition says it itself."""
KINDS: Mapping[Kind, str | Promise] = {
    Kind.CHANGED_IN_BOTH: gettext_lazy("どちらも変えています"),
    Kind.REMOVED_UNDER: gettext_lazy("基本の定義からなくなりました"),
    Kind.MOVED: gettext_lazy("場所が変わりました"),
    Kind.FIXED_BY_LAW: gettext_lazy("法令で必要になりました"),
}
WAYS: Mapping[str, str | Promise] = {
    "replace": gettext_lazy("言い換える"),
    "remove": gettext_lazy("なくす"),
    "add": gettext_lazy("加える"),
}


def trouble_words(trouble: Trouble) -> str:
    """What is wrong and where."""
    if trouble.fault == Fault.UNSOUND:
        return f"{trouble.path}: {trouble.message}"
    return f"{trouble.path}: {FAULTS[trouble.fault]}"


def place_words(path: str, *documents: Mapping[str, Any]) -> str:
    """A place as a person reads it: the page, the question, and what of it."""
    named = [words for words in (_name(path, end, documents) for end in _ends(path)) if words]
    attribute = _attribute(path)
    return " › ".join([*named, *([attribute] if attribute else [])]) or path


def _ends(path: str) -> range:
    return range(1, len(places.split(path)) + 1)


def _name(path: str, end: int, documents: Sequence[Mapping[str, Any]]) -> str:
    """What a member of a list on the way is called; "" for a step that is none."""
    above = ".".join(places.split(path)[:end])
    for document in documents:
        found = places.get(document, above)
        if isinstance(found, dict) and places.name_of(found):
            said = next((found[one] for one in ("label", "title", "question", "name") if one in found), None)
            return f"「{in_words(said or _turn(str(places.name_of(found))))}」"
    return ""


def _turn(name: str) -> Any:  # noqa: ANN401 - plain data of any shape
    """What a wording of a notice is for; the name of whatever has no other words."""
    return WORDS[name].model_dump(exclude_none=True) if name in WORDS else name


def _attribute(path: str) -> str:
    return next((one.words.in_language(_language()) for one in ALLOWED if matches(one.shape, path)), _last(path))


def _last(path: str) -> str:
    return places.split(path)[-1]


def in_words(value: Any) -> str:  # noqa: ANN401 - plain data of any shape
    """A value of a definition as a person reads it: a text in both languages, the rest as YAML."""
    if value is None or value is places.MISSING:
        return ""
    if isinstance(value, dict) and value.keys() <= {"ja", "en", "easy"}:
        return str(value.get("en" if _language().startswith("en") else "ja") or value.get("ja", ""))
    if isinstance(value, bool):
        return _("はい") if value else _("いいえ")
    if isinstance(value, list) and all(isinstance(one, str | int) for one in value):
        return "、".join(map(str, value))
    return str(value) if isinstance(value, str | int) else written(value).strip()


def both(value: Any) -> str:  # noqa: ANN401 - plain data of any shape
    """As `in_words`, a text in each of its languages."""
    if isinstance(value, dict) and value.keys() <= {"ja", "en", "easy"}:
        return " ／ ".join(str(value[one]) for one in ("ja", "en", "easy") if value.get(one))
    return in_words(value)


def difference_rows(changes: Sequence[Change], *documents: Mapping[str, Any]) -> list[Difference]:
    """What the table of differences shows."""
    return [
        Difference(term=place_words(one.path, *documents), before=both(one.before), after=both(one.after))
        for one in changes
    ]


def entry_words(entry: Entry) -> str:
    """What a line of the overlay does."""
    return f"{WAYS[entry.way]}：{both(entry.value)}" if entry.value is not None else str(WAYS[entry.way])


def conflict_path(conflict: Conflict) -> str:
    """The place a conflict is about; an addition's own."""
    entry = conflict.entry
    return f"{entry.path}.{places.name_of(entry.value)}" if entry.way == "add" else entry.path


def _language() -> str:
    return get_language() or "ja"
