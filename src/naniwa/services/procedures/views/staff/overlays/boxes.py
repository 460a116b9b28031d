"""The form of an overlay: what its boxes hold, how they are read, and what is wrong at which of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from naniwa.design.fields import Choice, FieldView
from naniwa.kernel.forms.definition import Flaw
from naniwa.kernel.organisations.models import Organisation
from naniwa.library.periods import TOKYO
from naniwa.services.procedures.definitions import Procedure
from naniwa.services.procedures.definitions.overlays import Base, Trouble, decidable, left_open, places
from naniwa.services.procedures.definitions.overlays.content import (
    BOXES,
    MOMENTS,
    MOST_OWN,
    OWN,
    OWN_PARTS,
    TEXTS,
    Content,
)
from naniwa.services.procedures.views.staff.overlays.wording import in_words, place_words, trouble_words

LONGEST, LONGEST_TEXT = 8_000, 60_000
EXTRAS = "extras"
LANGUAGES = ("ja", "en")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form sent: each box as typed, and the text."""

    boxes: Mapping[str, str]
    extras: str


def texts(base: Base, content: Content | None = None) -> list[str]:
    """Places whose wording has a box: the usual ones, what the base leaves open, what it says in notices and questions.

    And what was filled in before, with one question more than there are of the municipality's own.
    """
    before = [place for place in content.wording if place not in BOXES and not place.startswith(OWN)] if content else []
    own = {place.rpartition(".")[0] for place in content.wording if place.startswith(OWN)} if content else set()
    last = max((int(name.removeprefix(OWN)) for name in own), default=0)
    asked = [f"{OWN}{number}.{part}" for number in range(1, min(last + 1, MOST_OWN) + 1) for part in OWN_PARTS]
    return list(dict.fromkeys([*TEXTS, *left_open(base.document), *_told(base), *before, *asked]))


def _told(base: Base) -> Iterator[str]:
    """Own wordings of notices and questions often asked that the law leaves to the municipality."""
    said = base.procedure
    places = [f"faq.{one.key}.{part}" for one in said.faq if one.key for part in OWN_PARTS]
    places += [f"wordings.{one.key}.{part}" for one in said.wordings for part in ("subject", "body")]
    yield from (place for place in places if decidable(base, place))


def typed_of(data: Mapping[str, str], texts: Sequence[str]) -> Typed:
    """Read a form as it came."""
    names = [*(f"{place}.{language}" for place in texts for language in LANGUAGES), "office", *MOMENTS]
    boxes = {name: data.get(name, "").replace("\r\n", "\n").strip()[:LONGEST] for name in names}
    return Typed(boxes, data.get(EXTRAS, "").replace("\r\n", "\n")[:LONGEST_TEXT])


def typed_from(content: Content, base: Base) -> Typed:
    """What the form shows of an overlay that was kept; what the base leaves open is there to be written over."""
    wording = {place: places.get(base.document, place) for place in left_open(base.document)} | dict(content.wording)
    boxes = {
        f"{place}.{language}": text
        for place in texts(base, content)
        for language, text in wording.get(place, {}).items()
        if language in LANGUAGES
    }
    boxes |= {place: str(content.wording[place])[:16] for place in MOMENTS if place in content.wording}
    boxes |= {"office": content.wording["office"]} if "office" in content.wording else {}
    return Typed(boxes, content.extras)


def read(typed: Typed, base: Base, texts: Sequence[str]) -> tuple[Content, dict[str, list[str]]]:
    """What was typed as content, and what is wrong by box: half a text, or no moment."""
    wording, wrong = read_texts(typed.boxes, base, texts)
    if office := typed.boxes.get("office"):
        wording["office"] = office
    for place in MOMENTS:
        if given := typed.boxes.get(place):
            moment = _moment(given)
            wrong |= {} if moment else {place: [_("日付と時刻を入れてください。例：2027-04-01T09:00")]}
            wording |= {place: moment} if moment else {}
    return Content(wording, typed.extras), wrong


def read_texts(
    boxes: Mapping[str, str], base: Base, texts: Sequence[str]
) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """The texts that were filled in and say something else than the base, and what is wrong by box."""
    wording: dict[str, Any] = {}
    wrong: dict[str, list[str]] = {}
    for place in texts:
        said = {language: boxes.get(f"{place}.{language}", "") for language in LANGUAGES}
        if place.startswith(OWN) and not any(said.values()) and _half(place, boxes):
            wrong |= {f"{place}.ja": [_("質問と答えの両方を書いてください。")]}
        if any(said.values()) and said != _in_languages(base, place):
            wording[place] = said
        missing = [language for language in LANGUAGES if any(said.values()) and not said[language]]
        wrong |= {f"{place}.{language}": [_("日本語と英語の両方を書いてください。")] for language in missing}
    return wording, wrong


def _half(place: str, boxes: Mapping[str, str]) -> bool:
    """Whether the other half of an own question is written."""
    name = place.rpartition(".")[0]
    return any(boxes.get(f"{name}.{part}.{language}") for part in OWN_PARTS for language in LANGUAGES)


def _in_languages(base: Base, place: str) -> dict[str, str]:
    """What the base says at a place as boxes hold it."""
    said = places.get(base.document, place)
    return {language: str(said.get(language, "")).strip() for language in LANGUAGES} if isinstance(said, dict) else {}


def _moment(given: str) -> str | None:
    try:
        return datetime.fromisoformat(given).replace(tzinfo=TOKYO).isoformat()
    except ValueError:
        return None


def fields(
    typed: Typed, base: Base, texts: Sequence[str], offices: list[Organisation], problems: Mapping[str, list[str]]
) -> list[FieldView]:
    """The boxes in order; what the base says stands below each label, and an empty box keeps it."""
    views = text_fields(typed, base, texts)
    views += [_office(typed, offices), *(_when(place, typed, base.procedure) for place in MOMENTS), _extras(typed)]
    return [replace(view, errors=problems.get(view.key, [])) for view in views]


def text_fields(typed: Typed, base: Base, texts: Sequence[str]) -> list[FieldView]:
    """Two boxes for each text; those that the base leaves open say so."""
    left = set(left_open(base.document))
    return [_text(place, language, typed, base, left) for place in texts for language in LANGUAGES]


def _text(place: str, language: str, typed: Typed, base: Base, left: Collection[str]) -> FieldView:
    label = _("%(place)s（日本語）") if language == "ja" else _("%(place)s（英語）")
    said = _in_languages(base, place).get(language) or _("決めていません")
    hint = _("基本：%(words)s") if place not in left else _("市町村が決めるところです。基本：%(words)s")
    key, own = f"{place}.{language}", place.startswith(OWN)
    return FieldView(
        key=key,
        type="text" if place in {"title", "hours"} or place.endswith((".question", ".subject")) else "textarea",
        label=label % {"place": _own_words(place) if own else place_words(place, base.document)},
        hint=_("足さないときは、空けておきます。") if own else hint % {"words": said},
        required=False,
        value=typed.boxes.get(key, ""),
        options={"rows": 10 if place.endswith(".body") else 3, "autocomplete": "off"},
    )


def _own_words(place: str) -> str:
    number, _dot, part = place.removeprefix(OWN).partition(".")
    words = _("足す質問%(number)s") if part == "question" else _("足す質問%(number)sの答え")
    return words % {"number": number}


def _office(typed: Typed, offices: list[Organisation]) -> FieldView:
    return FieldView(
        key="office",
        type="select",
        label=place_words("office"),
        hint=_("選ばないと、市町村そのものが担当になります。"),
        required=False,
        value=typed.boxes.get("office", ""),
        choices=[
            Choice(value="", label=_("市町村（部署を決めない）")),
            *(Choice(value=one.code, label=str(one)) for one in offices),
        ],
    )


def _when(place: str, typed: Typed, base: Procedure) -> FieldView:
    moment = getattr(base, place)
    return FieldView(
        key=place,
        type="text",
        label=place_words(place),
        hint=_("基本：%(words)s") % {"words": f"{moment:%Y-%m-%d %H:%M}" if moment else _("決めていません")},
        required=False,
        value=typed.boxes.get(place, ""),
        options={"input_type": "datetime-local"},
    )


def _extras(typed: Typed) -> FieldView:
    return FieldView(
        key=EXTRAS,
        type="textarea",
        label=_("そのほかの変更（YAML）"),
        hint=_("手数料、質問、確認、書類などを、場所の名前で書きます。空けておくと、基本のとおりです。"),
        required=False,
        value=typed.extras,
        options={"rows": 14},
    )


def problems_of(content: Content, troubles: list[Trouble]) -> dict[str, list[str]]:
    """Each fault at its box, or at the text with the number of its line."""
    found: dict[str, list[str]] = {}
    for trouble in troubles:
        box = _box(content, trouble)
        line = content.line(trouble.at) if box == EXTRAS else 0
        words = trouble_words(trouble)
        found.setdefault(box, []).append(
            _("%(line)s行目　%(words)s") % {"line": line, "words": words} if line else words
        )
    return found


def _box(content: Content, trouble: Trouble) -> str:
    if trouble.path.startswith(OWN) and (part := ".".join(places.split(trouble.path)[:3])) in content.wording:
        return f"{part}.ja"
    place = str(trouble.at[1]) if len(trouble.at) > 1 and trouble.at[0] == "replace" else ""
    if place not in content.wording:
        return EXTRAS
    return place if place in (*MOMENTS, "office") else f"{place}.ja"


def left_problems(left: Sequence[str], typed: Typed) -> dict[str, list[str]]:
    """Each place that is not decided, at its box; at the text, where that says something of it."""
    words = _("ここは市町村が決めるところです。【市町村が定める】を、決めた内容に書き換えてください。")
    found: dict[str, list[str]] = {}
    for place in left:
        box = f"{place}.ja" if typed.boxes.get(f"{place}.ja") else EXTRAS
        found.setdefault(box, []).append(words if box != EXTRAS else f"{place}: {words}")
    return found


def flaw_problems(flaws: list[Flaw]) -> dict[str, list[str]]:
    """A text that cannot be read, by line."""
    return {
        EXTRAS: [
            _("%(line)s行目　%(words)s") % {"line": one.line, "words": f"{one.path}: {one.message}"} for one in flaws
        ]
    }


def shown(procedure: Procedure) -> str:
    """What a procedure is called."""
    return in_words(procedure.title.model_dump(exclude_none=True))
