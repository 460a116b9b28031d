"""The form of one procedure: the columns of the inventory as fields."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from naniwa.design.fields import Choice, FieldView
from naniwa.kernel.organisations.models import in_readers_language
from naniwa.services.inventory.rules.columns import (
    BY_KEY,
    MAIN,
    PAPER_COLUMNS,
    SEAL_COLUMNS,
    Column,
    Problem,
)
from naniwa.services.inventory.words import label, sentence, word

SHORT = 4
"""Up to so many choices stand side by side."""
SHOWN_PAPERS = 3
TYPES = {"text": "text", "long": "textarea", "number": "number", "choice": "select"}


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a page in their groups; `more` are the papers that few procedures have."""

    main: Sequence[FieldView]
    effort: Sequence[FieldView]
    asked: Sequence[FieldView]
    seals: Sequence[Sequence[FieldView]]
    papers: Sequence[Sequence[FieldView]]
    more: Sequence[Sequence[FieldView]]
    more_open: bool
    end: Sequence[FieldView]

    @property
    def every(self) -> list[FieldView]:
        """In the order of the page, for the summary of what is wrong."""
        groups = (self.main, self.effort, self.asked, *self.seals, *self.papers, *self.more, self.end)
        return [field for group in groups for field in group]


def fields(texts: Mapping[str, str], problems: Iterable[Problem] = ()) -> Fields:
    """What was typed, or stands in the row, with what is wrong beside each answer."""
    wrong: dict[str, list[str]] = {}
    for problem in problems:
        wrong.setdefault(problem.key, []).append(sentence(problem))
    shown = {key: _field(column, texts.get(key, ""), wrong.get(key, ())) for key, column in BY_KEY.items()}
    papers = [_group(shown, PAPER_COLUMNS[at : at + 2]) for at in range(0, len(PAPER_COLUMNS), 2)]
    more = papers[SHOWN_PAPERS:]
    return Fields(
        main=[shown[key] for key in _between("department_code", "applicant")],
        effort=[shown[key] for key in _between("volume", "fee")] + [shown["cycle_days"], shown["hours_saved"]],
        asked=[shown[key] for key in _between("channel", "system") + _between("moment", "check_register")],
        seals=[_group(shown, SEAL_COLUMNS[at : at + 3]) for at in range(0, len(SEAL_COLUMNS), 3)],
        papers=papers[:SHOWN_PAPERS],
        more=more,
        more_open=any(field.value or field.errors for group in more for field in group),
        end=[shown["note"]],
    )


def typed(sent: Mapping[str, str]) -> dict[str, str]:
    """What was sent, by column."""
    return {key: sent.get(key, "") for key in BY_KEY}


def _between(first: str, last: str) -> list[str]:
    keys = [column.key for column in MAIN]
    return keys[keys.index(first) : keys.index(last) + 1]


def _group(shown: Mapping[str, FieldView], columns: Sequence[Column]) -> list[FieldView]:
    return [shown[column.key] for column in columns]


def _field(column: Column, text: str, errors: Sequence[str]) -> FieldView:
    options: dict[str, object] = {"maxlength": column.most} if column.kind in {"text", "long"} else {}
    if column.kind == "number":
        options["unit"] = in_readers_language(*column.unit)
    if column.kind == "long":
        options["rows"] = 4
    return FieldView(
        key=column.key,
        type=TYPES[column.kind],
        label=label(column),
        hint=in_readers_language(*column.hint),
        required=column.required,
        value=_chosen(column, text),
        errors=errors,
        choices=_choices(column),
        options=options,
    )


def _choices(column: Column) -> tuple[Choice, ...]:
    found = tuple(Choice(value=one.value, label=word(one)) for one in column.choices)
    if not found or column.required:
        return found
    return (Choice(value="", label=_("（空欄）")), *found)


def _chosen(column: Column, text: str) -> str:
    """The value of a choice that was given by its words."""
    return next((one.value for one in column.choices if text in {one.value, one.ja, one.en}), text)
