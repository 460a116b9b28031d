"""What was done to a draft, as the sentence that its history keeps in both languages."""

from collections.abc import Mapping, Sequence

from naniwa.kernel.forms.definition import Text
from naniwa.services.procedures.definitions.editing import places
from naniwa.services.procedures.definitions.editing.parts import Part
from naniwa.services.procedures.definitions.editing.places import NoSuchPlace, Place, Yaml
from naniwa.services.procedures.definitions.editing.shapes import slot_at
from naniwa.services.procedures.views.staff.designer.opened import title_text

SHOWN = 3


def changed(
    document: Yaml, place: Place, part: Part | None, changes: Sequence[tuple[Place, Yaml, Yaml]]
) -> Mapping[str, str]:
    """「氏名」の質問、説明を変えました。"""
    about = title_text(places.at(document, place)) if place and part is None else (part.title if part else None)
    labels = list(dict.fromkeys(label for where, _value, _keys in changes if (label := _label(document, where))))
    return _said(about, labels)


def _said(about: Text | None, labels: Sequence[Text]) -> dict[str, str]:
    more = len(labels) > SHOWN
    ja = "、".join(label.ja for label in labels[:SHOWN]) + ("など" if more else "")
    en = ", ".join(label.en for label in labels[:SHOWN]) + (" and more" if more else "")
    if about is None:
        return {"ja": f"{ja}を変えました。", "en": f"Changed {en}."}
    return {"ja": f"「{about.ja}」の{ja}を変えました。", "en": f"Changed {en} of “{about.en}”."}


def _label(document: Yaml, place: Place) -> Text | None:
    """What the key is called in which the change is, if it is one that people see."""
    for end in range(len(place), 0, -1):
        try:
            return slot_at(document, place[:end]).said.label
        except NoSuchPlace:
            continue
    return None


def acted(act: str, thing: Yaml) -> Mapping[str, str]:
    """「氏名」を足しました。"""
    named = title_text(thing)
    ja, en = {
        "add": ("足しました", "Added"),
        "remove": ("消しました", "Removed"),
        "up": ("上に移しました", "Moved up"),
        "down": ("下に移しました", "Moved down"),
    }[act]
    return {"ja": f"「{named.ja}」を{ja}。", "en": f"{en} “{named.en}”."}


def ruled(document: Yaml, place: Place, label: Text) -> Mapping[str, str]:
    """「電話番号」の表示する条件を変えました。"""
    return _said(title_text(places.at(document, place)), [label])
