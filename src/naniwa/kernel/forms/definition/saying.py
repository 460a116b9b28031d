"""Says in plain words what does not fit the schema, for staff who have never heard of it."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import StringConstraints

SHAPES: dict[str, str] = {}
"""What a text of each pattern looks like."""
CLASSES = {"Text": "write both languages: {ja: …, en: …}"}
MOMENT = "write day, time and time zone: 2020-04-27T00:00:00+09:00"
NUMBER = "a whole number is needed here"


def shaped(pattern: str, words: str) -> StringConstraints:
    """Hold a text to a pattern that is told in words."""
    SHAPES[pattern] = words
    return StringConstraints(pattern=pattern)


def say(kind: str, given: Any, context: Mapping[str, Any], otherwise: str) -> str:  # noqa: ANN401 - anything in YAML
    """Words for one of Pydantic's kinds of error, whose own message is `otherwise`."""
    words = WORDS.get(kind)
    if words is None:
        return otherwise
    return words if isinstance(words, str) else words(given, context)


def _pattern(given: Any, context: Mapping[str, Any]) -> str:  # noqa: ANN401 - as above
    shape = SHAPES.get(context["pattern"])
    return f"'{given}' will not do: {shape}" if shape else f"'{given}' does not have the form {context['pattern']}"


def _option(given: Any, context: Mapping[str, Any]) -> str:  # noqa: ANN401 - as above
    known = context["expected"].replace("'", "").replace(" or ", ", ")
    return f"'{given}' is not known here; there are {known}"


def _type(_given: Any, context: Mapping[str, Any]) -> str:  # noqa: ANN401 - as above
    return f"there is no type '{context['tag']}'; there are {context['expected_tags'].replace(chr(39), '')}"


def _few(_given: Any, context: Mapping[str, Any]) -> str:  # noqa: ANN401 - as above
    return f"at least {context['min_length']} needed here, but there are {context['actual_length']}"


def _many(_given: Any, context: Mapping[str, Any]) -> str:  # noqa: ANN401 - as above
    return f"at most {context['max_length']} fit here, but there are {context['actual_length']}"


def _text(given: Any, _context: Mapping[str, Any]) -> str:  # noqa: ANN401 - as above
    if given is None:
        return "this is empty"
    quoted = str(given).lower() if isinstance(given, bool) else given
    return "text is needed here" + ("" if isinstance(given, dict | list) else f'; put it in quotes: "{quoted}"')


def _keys(_given: Any, context: Mapping[str, Any]) -> str:  # noqa: ANN401 - as above
    return CLASSES.get(context.get("class_name", ""), "keys with values are needed here")


WORDS: dict[str, str | Callable[[Any, Mapping[str, Any]], str]] = {
    "missing": "this is missing",
    "extra_forbidden": "this key is not known here",
    "string_too_short": "this is empty",
    "string_type": _text,
    "string_pattern_mismatch": _pattern,
    "literal_error": _option,
    "union_tag_invalid": _type,
    "union_tag_not_found": "say the `type` of the field",
    "too_short": _few,
    "too_long": _many,
    "tuple_type": "a list is needed here: [one, another], or one to a line after -",
    "model_type": _keys,
    "model_attributes_type": _keys,
    "dict_type": "keys with values are needed here",
    "bool_type": "true or false is needed here",
    "bool_parsing": "true or false is needed here",
    "int_type": NUMBER,
    "int_parsing": NUMBER,
    "int_from_float": NUMBER,
    "greater_than_equal": lambda _given, context: f"at least {context['ge']} is needed here",
    "value_error": lambda _given, context: str(context["error"]),
    "timezone_aware": MOMENT,
    "datetime_type": MOMENT,
    "datetime_parsing": MOMENT,
    "datetime_from_date_parsing": MOMENT,
}
