"""What the lines of a table stand for: municipalities, states, days, weeks, or the options of a question."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, F
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KT
from django.db.models.functions import TruncDate, TruncWeek
from django.utils.translation import override

from naniwa.kernel.forms.definition.fields import ChoiceField
from naniwa.kernel.organisations import queries as organisations
from naniwa.library.open_data import ELSEWHERE, Group
from naniwa.library.periods import TOKYO
from naniwa.services.procedures.definitions import Procedure
from naniwa.services.procedures.models import State

OTHER = Group("other", "その他・回答なし", "Other or no answer")


@dataclass(frozen=True, slots=True)
class Grouping:
    """`key` is what the database groups by, `code` makes a code of it; `groups` puts the codes found in their order."""

    key: Combinable
    code: Callable[[Any], str]
    groups: Callable[[Collection[str]], list[Group]]


def grouping(by: str, *, procedure: Procedure, moment: str) -> Grouping | None:
    """None for a question with a free answer: only what is chosen from a list is counted in public."""
    if by == "municipality":
        return Grouping(F("partner__code"), lambda code: code or ELSEWHERE.code, _municipalities)
    if by == "state":
        return Grouping(F("state"), str, lambda _found: _states())
    if by == "week":
        return Grouping(TruncWeek(moment, tzinfo=TOKYO, output_field=DateField()), date.isoformat, _weeks)
    if by == "day":
        return Grouping(TruncDate(moment, tzinfo=TOKYO), date.isoformat, _days)
    field = procedure.form.fields.get(by)
    return _options(field) if isinstance(field, ChoiceField) else None


def _municipalities(found: Collection[str]) -> list[Group]:
    """All of them, also those without a case."""
    places = [Group(place.code, place.name, place.name_en) for place in organisations.municipalities()]
    return [*places, *([ELSEWHERE] if ELSEWHERE.code in found else [])]


def _states() -> list[Group]:
    words = {}
    for language in ("ja", "en"):
        with override(language):
            words[language] = {state: str(state.label) for state in State}
    return [Group(state.value, words["ja"][state], words["en"][state]) for state in State]


def _days(found: Collection[str]) -> list[Group]:
    """Every day from the first to the last, also those without a case."""
    days = sorted(date.fromisoformat(code) for code in found)
    count = (days[-1] - days[0]).days + 1 if days else 0
    return [_day(days[0] + timedelta(days=order)) for order in range(count)]


def _day(day: date) -> Group:
    return Group(day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day:%-d %B %Y}")


def _weeks(found: Collection[str]) -> list[Group]:
    """Every week from the first to the last, also those without a case."""
    mondays = sorted(date.fromisoformat(code) for code in found)
    count = (mondays[-1] - mondays[0]).days // 7 + 1 if mondays else 0
    return [_week(mondays[0] + timedelta(weeks=order)) for order in range(count)]


def _week(monday: date) -> Group:
    ja = f"{monday.year}年{monday.month}月{monday.day}日の週"
    return Group(monday.isoformat(), ja, f"Week of {monday:%-d %B %Y}")


def _options(field: ChoiceField) -> Grouping:
    """What earlier versions offered, and no answer, are counted as other; there may be an option of that name."""
    options = [Group(option.key, option.label.ja, option.label.en) for option in field.options]
    known = {option.code for option in options}
    return Grouping(
        KT(f"answers__{field.key}"),
        lambda answer: answer if answer in known else OTHER.code,
        lambda found: [*options, *([OTHER] if OTHER.code in set(found) - known else [])],
    )
