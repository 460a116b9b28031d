"""The form of an overlay: what its boxes hold, how they are read, and what is wrong at which of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from naniwa.design.fields import Choice, FieldView
from naniwa.kernel.forms.definition import Flaw
from naniwa.kernel.organisations.models import Organisation
from naniwa.library.periods import TOKYO
from naniwa.services.procedures.definitions import Procedure
from naniwa.services.procedures.definitions.overlays import Trouble
from naniwa.services.procedures.definitions.overlays.content import MOMENTS, TEXTS, Content
from naniwa.services.procedures.views.staff.overlays.wording import in_words, place_words, trouble_words

LONGEST, LONGEST_TEXT = 2_000, 60_000
EXTRAS = "extras"
LANGUAGES = ("ja", "en")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form sent: each box as typed, and the text."""

    boxes: Mapping[str, str]
    extras: str


def typed_of(data: Mapping[str, str]) -> Typed:
    """Read a form as it came."""
    names = [*(f"{place}.{language}" for place in TEXTS for language in LANGUAGES), "office", *MOMENTS]
    boxes = {name: data.get(name, "").strip()[:LONGEST] for name in names}
    return Typed(boxes, data.get(EXTRAS, "").replace("\r\n", "\n")[:LONGEST_TEXT])


def typed_from(content: Content) -> Typed:
    """What the form shows of an overlay that was kept."""
    boxes = {
        f"{place}.{language}": text for place in TEXTS for language, text in content.wording.get(place, {}).items()
    }
    boxes |= {place: str(content.wording[place])[:16] for place in MOMENTS if place in content.wording}
    boxes |= {"office": content.wording["office"]} if "office" in content.wording else {}
    return Typed(boxes, content.extras)


def read(typed: Typed) -> tuple[Content, dict[str, list[str]]]:
    """What was typed as content, and what is wrong by box: half a text, or no moment."""
    wording: dict[str, Any] = {}
    wrong: dict[str, list[str]] = {}
    for place in TEXTS:
        said = {language: typed.boxes.get(f"{place}.{language}", "") for language in LANGUAGES}
        if any(said.values()):
            wording[place] = said
        missing = [language for language in LANGUAGES if any(said.values()) and not said[language]]
        wrong |= {f"{place}.{language}": [_("日本語と英語の両方を書いてください。")] for language in missing}
    if office := typed.boxes.get("office"):
        wording["office"] = office
    for place in MOMENTS:
        if given := typed.boxes.get(place):
            moment = _moment(given)
            wrong |= {} if moment else {place: [_("日付と時刻を入れてください。例：2027-04-01T09:00")]}
            wording |= {place: moment} if moment else {}
    return Content(wording, typed.extras), wrong


def _moment(given: str) -> str | None:
    try:
        return datetime.fromisoformat(given).replace(tzinfo=TOKYO).isoformat()
    except ValueError:
        return None


def fields(
    typed: Typed, base: Procedure, offices: list[Organisation], problems: Mapping[str, list[str]]
) -> list[FieldView]:
    """The boxes in order; what the base says stands below each label, and an empty box keeps it."""
    views = [_text(place, language, typed, base) for place in TEXTS for language in LANGUAGES]
    views += [_office(typed, offices), *(_when(place, typed, base) for place in MOMENTS), _extras(typed)]
    return [replace(view, errors=problems.get(view.key, [])) for view in views]


def _text(place: str, language: str, typed: Typed, base: Procedure) -> FieldView:
    label = _("%(place)s（日本語）") if language == "ja" else _("%(place)s（英語）")
    said = getattr(base, place)
    key = f"{place}.{language}"
    return FieldView(
        key=key,
        type="text" if place in {"title", "hours"} else "textarea",
        label=label % {"place": place_words(place)},
        hint=_("基本：%(words)s") % {"words": getattr(said, language) if said else _("決めていません")},
        required=False,
        value=typed.boxes.get(key, ""),
        options={"rows": 3, "autocomplete": "off"},
    )


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
    place = str(trouble.at[1]) if len(trouble.at) > 1 and trouble.at[0] == "replace" else ""
    if place not in content.wording:
        return EXTRAS
    return f"{place}.ja" if place in TEXTS else place


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
