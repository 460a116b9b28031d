"""The keys of a thing as controls: what stands there, what may be chosen, what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from naniwa.design.fields import Choice, FieldView, element_id
from naniwa.kernel.forms.definition.text import Model
from naniwa.kernel.organisations.models import Organisation
from naniwa.services.procedures.definitions.editing.places import Place, Yaml, path
from naniwa.services.procedures.definitions.editing.sentences import sentence
from naniwa.services.procedures.definitions.editing.shapes import Slot, field_types, slots
from naniwa.services.procedures.definitions.editing.telling import told
from naniwa.services.procedures.definitions.editing.worded import WORDS
from naniwa.services.procedures.views.staff.designer import answering, choosing, notices
from naniwa.services.procedures.views.staff.designer.opened import Opened, said, title_of

LONG = frozenset(
    {"description", "legal_basis", "contact", "post_to", "intro", "hint", "statement", "applicant", "staff", "note",
     "reason", "question", "answer", "basis", "body", "text"}
)  # fmt: skip
"""Texts that take more than a line."""
TURNS = ("received", "correction", "reminder", "approved", "declined", "withdrawn", "paid", "transfer_failed")
SHARERS = ("prefecture", "municipality")
LANGUAGES = ("ja", "en", "easy")
FIELDS_DEEP = 5
CONTROLS = {
    "yes": "declaration",
    "choice": "select",
    "type": "select",
    "several": "several",
    "lines": "textarea",
    "field": "select",
    "fields": "several",
    "path": "select",
    "paths": "several",
    "checks": "several",
    "example": "select",
    "group": "select",
    "count": "select",
    "office": "select",
}
"""The design system's control for each kind; all else is one line of text."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing of a list."""

    title: str
    note: str
    place: str
    url: str
    problems: int
    first: bool
    last: bool


@dataclass(frozen=True, kw_only=True)
class Block:
    """What a page shows for one key; `kind` names its template, `slot` is the id of where its problems stand."""

    kind: str
    key: str
    label: str
    help: str
    slot: str
    place: str
    problems: Sequence[str] = ()
    views: Sequence[FieldView] = ()
    blocks: Sequence["Block"] = ()
    lines: Sequence[Line] = ()
    choices: Sequence[Choice] = ()
    rows: Sequence[answering.Line] = ()
    url: str = ""
    sentence: str = ""
    formula: str = ""


@dataclass(frozen=True)
class Key:
    """A key of a thing: what stands there, where it is, and the name of its control."""

    slot: Slot
    value: Yaml
    place: Place
    name: str


@dataclass(frozen=True)
class Page:
    """Makes the blocks of one page: `sent` is what was typed where it could not be taken in."""

    opened: Opened
    organisation: Organisation
    sent: Mapping[str, Sequence[str]] | None = None

    def blocks(
        self, model: type[Model], thing: Yaml, place: Place, *, keys: Sequence[str] = (), prefix: str = ""
    ) -> list[Block]:
        """The keys of a thing at a place, or some of them."""
        held = thing if isinstance(thing, Mapping) else {}
        shown = [slot for slot in slots(model) if not keys or slot.key in keys]
        return [self._block(Key(slot, held.get(slot.key), (*place, slot.key), prefix + slot.key)) for slot in shown]

    def _block(self, key: Key) -> Block:
        make = {
            "words": self._words,
            "rule": self._rule,
            "formula": self._rule,
            "item": self._item,
            "items": self._items,
            "shares": self._shares,
            "notices": self._notices,
            "answers": self._answers,
        }
        return make.get(key.slot.kind, self._single)(key)

    def _made(self, kind: str, key: Key, *, below: bool = True, **more: Yaml) -> Block:
        return Block(
            kind=kind,
            key=key.slot.key,
            label=said(key.slot.said.label),
            help=_hint(key.slot),
            slot=f"slot-{element_id(key.name)}",
            place=path(key.place),
            problems=self._problems(key.place, below=below),
            **more,
        )

    def _problems(self, place: Place, *, below: bool = True) -> list[str]:
        where = path(place)
        found = [flaw for flaw in self.opened.checked.under(where) if below or flaw.path == where]
        return list(dict.fromkeys(said(told(flaw.message)) for flaw in found))

    def _typed(self, name: str, value: Yaml) -> Yaml:
        """What was sent instead, where something was."""
        if self.sent is None:
            return value
        sent = self.sent.get(name, ())
        return list(sent) if isinstance(value, list) else (sent[-1] if sent else "")

    def _single(self, key: Key) -> Block:
        slot, value = key.slot, _shown(key.slot, key.value)
        known = choosing.known(self.opened, self.organisation, slot, key.place)
        if slot.kind in CONTROLS and slot.kind not in {"yes", "lines"}:
            known = choosing.with_lost(known, value)
        view = FieldView(
            key=key.name,
            type=CONTROLS.get(slot.kind, "text"),
            label=said(slot.said.label),
            hint=_hint(slot),
            required=slot.required,
            value=self._typed(key.name, value),
            choices=_choices(known),
            options=_options(slot),
        )
        return self._made("field", key, views=[view])

    def _words(self, key: Key) -> Block:
        texts = key.value if isinstance(key.value, Mapping) else {"ja": key.value or ""}
        names = {"ja": _("日本語"), "en": _("英語"), "easy": _("やさしい日本語")}
        views = [
            FieldView(
                key=f"{key.name}.{language}",
                type="textarea" if key.slot.key in LONG else "text",
                label=names[language],
                required=language != "easy" and key.slot.required,
                value=self._typed(f"{key.name}.{language}", texts.get(language) or ""),
                options={"rows": 12 if key.slot.key == "body" else 2},
            )
            for language in LANGUAGES
        ]
        return self._made("words", key, views=views, choices=_choices(notices.inserted(self.opened, key.place)))

    def _rule(self, key: Key) -> Block:
        rule, menu = str(key.value or "").strip(), key.slot.kind == "rule"
        words = sentence(rule, self.opened.names) if rule and menu else None
        view = FieldView(
            key=key.name,
            type="textarea",
            label=_("式（CEL）"),
            required=False,
            value=self._typed(key.name, key.value or ""),
            options={"rows": 2},
        )
        url = self.opened.url("staff_design_rule", at=path(key.place)) if menu else ""
        return self._made("rule", key, views=[view], url=url, sentence=said(words), formula=rule)

    def _item(self, key: Key) -> Block:
        model = key.slot.model
        blocks = self.blocks(model, key.value, key.place, prefix=f"{key.name}.") if model else []
        return self._made("group", key, below=False, blocks=blocks)

    def _items(self, key: Key) -> Block:
        things = key.value if isinstance(key.value, list) else []
        lines = [self._line(thing, (*key.place, number), number, len(things)) for number, thing in enumerate(things)]
        of_fields = key.slot.key == "fields" and key.slot.model is None
        kinds = field_types(cell=len(key.place) > FIELDS_DEEP) if of_fields else {}
        choices = [Choice(value=kind, label=choosing.word(kind)) for kind in kinds]
        if key.place == notices.PLACE:
            choices = _choices(notices.unworded(self.opened))
        return self._made("list", key, below=False, lines=lines, choices=choices)

    def _line(self, thing: Yaml, place: Place, number: int, count: int) -> Line:
        return Line(
            title=title_of(thing, str(number + 1)),
            note=_note(thing),
            place=path(place),
            url=self.opened.item_url(place),
            problems=len(self._problems(place)),
            first=number == 0,
            last=number == count - 1,
        )

    def _shares(self, key: Key) -> Block:
        return self._made("words", key, views=[self._part(key, one, "text", {}) for one in SHARERS])

    def _notices(self, key: Key) -> Block:
        known = choosing.wordings()
        return self._made("words", key, views=[self._part(key, one, "select", known) for one in TURNS])

    def _part(self, key: Key, part: str, control: str, known: Mapping[str, str]) -> FieldView:
        """The control of one key of a mapping whose keys are fixed words."""
        held = str((key.value.get(part) if isinstance(key.value, Mapping) else "") or "")
        return FieldView(
            key=f"{key.name}.{part}",
            type=control,
            label=choosing.word(part),
            required=False,
            value=self._typed(f"{key.name}.{part}", held),
            choices=_choices(choosing.with_lost(known, held)) if control == "select" else (),
        )

    def _answers(self, key: Key) -> Block:
        rows = answering.rows(key.value, self.opened.names, key.name, self.sent)
        offered = answering.offered(self.opened.document, self.opened.names)
        choices = [Choice(value=where, label=f"{label}（{where}）") for where, label in offered]
        return self._made("answers", key, rows=rows, choices=choices)


def slots_of(blocks: Sequence[Block]) -> list[str]:
    """The ids of the places in which a page says what is wrong."""
    return [slot for block in blocks for slot in (*slots_of(block.blocks), block.slot)]


def problems_in(blocks: Sequence[Block]) -> int:
    """How much is wrong on a page, in the things of its lists too."""
    return sum(len(one.problems) + sum(line.problems for line in one.lines) + problems_in(one.blocks) for one in blocks)


def _choices(known: Mapping[str, str]) -> list[Choice]:
    return [Choice(value=key, label=label) for key, label in known.items()]


def _shown(slot: Slot, value: Yaml) -> Yaml:
    """The value as its control takes it."""
    if slot.kind == "yes":
        return "yes" if (slot.default if value is None else value) else ""
    if CONTROLS.get(slot.kind) == "several":
        return [str(one) for one in value] if isinstance(value, list) else []
    if slot.kind in {"lines", "numbers"} and isinstance(value, list):
        return ("\n" if slot.kind == "lines" else ", ").join(map(str, value))
    return "" if value is None else str(value)


def _hint(slot: Slot) -> str:
    hint = said(slot.said.help)
    if slot.kind == "number" and slot.default is not None:
        return " ".join(filter(None, (hint, _("空なら %(number)s") % {"number": f"{slot.default:,}"})))
    return hint


def _options(slot: Slot) -> dict[str, Yaml]:
    if slot.kind == "yes":
        return {"statement": said(slot.said.label)}
    if slot.kind == "number":
        return {"inputmode": "numeric", "width": "short"}
    return {"rows": 4} if slot.kind == "lines" else {}


def _note(thing: Yaml) -> str:
    """What kind of thing it is, how much it holds, whether it has a condition."""
    if not isinstance(thing, Mapping):
        return ""
    kind = next((str(thing[key]) for key in ("type", "severity", "role", "key") if thing.get(key) in WORDS), "")
    inner = [len(thing[key]) for key in ("fields", "options") if isinstance(thing.get(key), list)]
    count = _("%(count)s件") % {"count": inner[0]} if inner else ""
    marks = [choosing.word(kind), count, _("条件つき") if thing.get("when") else ""]
    return _("・").join(mark for mark in marks if mark)
