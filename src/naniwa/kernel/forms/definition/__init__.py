"""What staff write: a form in YAML, read into frozen models that know their lines."""

from naniwa.kernel.forms.definition.fields import AnyField, Field, Option, RepeatField
from naniwa.kernel.forms.definition.form import Check, Form, Page, Value
from naniwa.kernel.forms.definition.source import Flaw, Source, UnsoundDefinition, parse, read, validate
from naniwa.kernel.forms.definition.text import Model, Text

__all__ = [
    "AnyField",
    "Check",
    "Field",
    "Flaw",
    "Form",
    "Model",
    "Option",
    "Page",
    "RepeatField",
    "Source",
    "Text",
    "UnsoundDefinition",
    "Value",
    "parse",
    "read",
    "validate",
]
