"""Fields that no answer can fill.

These limits stand here and not in the schema: a version that was published before a limit came is read for ever.
"""

from collections.abc import Iterator
from datetime import date

from naniwa.kernel.documents.limits import MEBIBYTE, ORDINARY
from naniwa.kernel.forms import validation
from naniwa.kernel.forms.definition.fields import AnyField, ChoiceField, FileField
from naniwa.kernel.forms.definition.source import Flaw
from naniwa.kernel.forms.soundness.inspection import Inspection, asked

LARGEST_MEGABYTES = ORDINARY.largest // MEBIBYTE
"""What the site takes of any file."""
PAIRS = (("minimum", "maximum"), ("earliest", "latest"), ("at_least", "at_most"))
LEAST = {"at_most": 1, "max_length": 1, "max_megabytes": 1, "at_least": 0}
DAYS = {"date": ("{}", "day"), "month": ("{}-01", "month")}
TYPED = frozenset({"text", "kana", "corporate_number", "money", "number", "date", "month"})
"""Types that a person answers in one text, as an example is given."""


def limits(seen: Inspection) -> Iterator[Flaw]:
    """Limits that no answer can meet, each at the line where one is written."""
    for field, place in asked(seen.form):
        for name, message in _unmet(field):
            yield seen.flaw((*place, name), message)
        for low, high in PAIRS:
            least, most = getattr(field, low, None), getattr(field, high, None)
            if least is not None and most is not None and least > most:
                written = low if seen.says((*place, low)) else high
                yield seen.flaw((*place, written), f"{low} is above {high}")


def _unmet(field: AnyField) -> Iterator[tuple[str, str]]:
    for name, least in LEAST.items():
        given = getattr(field, name, None)
        if given is not None and given < least:
            yield name, f"{name} is at least {least}"
    if isinstance(field, FileField):
        if not field.accept:
            yield "accept", "no file would be taken: name pdf, image or both"
        if field.max_megabytes > LARGEST_MEGABYTES:
            yield "max_megabytes", f"the site takes files of up to {LARGEST_MEGABYTES} MB"


def unreal_days(seen: Inspection) -> Iterator[Flaw]:
    """`earliest: 2027-02-31`: a limit that is no day of the calendar."""
    for field, place in asked(seen.form):
        pattern, kind = DAYS.get(field.type, ("", ""))
        for name in ("earliest", "latest") if pattern else ():
            written = getattr(field, name)
            if written and not _is_a_day(pattern.format(written)):
                yield seen.flaw((*place, name), f"there is no {kind} {written}")


def _is_a_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def own_examples(seen: Inspection) -> Iterator[Flaw]:
    """An `example` that the field itself would refuse, so that whoever follows it is refused."""
    for field, place in asked(seen.form):
        if field.example is not None and (why := _refusal(field, field.example)):
            yield seen.flaw((*place, "example"), why)


def _refusal(field: AnyField, example: str) -> str:
    """Why an example is no right answer; "" if it is one, or has parts that one text cannot show."""
    if isinstance(field, ChoiceField):
        shown = {words for one in field.options for words in (one.key, one.label.ja, one.label.en)}
        return "" if example in shown else f"no option is called '{example}'"
    if field.type not in TYPED:
        return ""
    _value, problems = validation.parse(field, {field.key: [example]})
    told = [problem.message.en.removesuffix(f" Example: {example}") for problem in problems]
    return f"this is no right answer itself: {told[0]}" if told else ""
