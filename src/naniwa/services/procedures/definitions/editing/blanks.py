"""What a draft still leaves to be written: texts with a 【 】, each once, however often it stands there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from naniwa.services.procedures.definitions.editing import surgery
from naniwa.services.procedures.definitions.editing.fresh import NEW_SLUG
from naniwa.services.procedures.definitions.editing.places import Place, Yaml
from naniwa.services.procedures.definitions.openness import MARKS

MARK = "【"
LANGUAGES = ("ja", "en", "easy")
SLUG: Place = ("slug",)


@dataclass(frozen=True, slots=True)
class Blank:
    """A text, by language, and every place at which it stands."""

    text: Mapping[str, str]
    places: list[Place] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """The first of them."""
        return self.places[0]

    @property
    def languages(self) -> list[str]:
        """Those in which something is left to write."""
        return [language for language, words in self.text.items() if MARK in words]


def blanks(document: Yaml) -> list[Blank]:
    """In the order in which they stand; without what a base leaves to municipalities."""
    offered = isinstance(document, Mapping) and document.get("for_municipalities") is True
    found: dict[tuple[tuple[str, str], ...], Blank] = {}
    for place, text in _texts(document, ()):
        if MARK in "".join(text.values()) and not (offered and any(mark in text.get("ja", "") for mark in MARKS)):
            found.setdefault(tuple(text.items()), Blank(text)).places.append(place)
    return list(found.values())


def unnamed(document: Yaml) -> bool:
    """Whether the procedure still has the name in addresses that every new draft has."""
    return isinstance(document, Mapping) and document.get("slug") == NEW_SLUG


def written(text: str, blank: Blank, words: Mapping[str, str]) -> str:
    """The YAML text with other words, by language, wherever the blank stands."""
    for place in blank.places:
        for language, said in words.items():
            text = surgery.put(text, (*place, language), said)
    return text


def _texts(value: Yaml, place: Place) -> Iterator[tuple[Place, dict[str, str]]]:
    if isinstance(value, Mapping) and isinstance(value.get("ja"), str):
        yield place, {language: str(value[language]) for language in LANGUAGES if value.get(language)}
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _texts(one, (*place, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _texts(one, (*place, number))
