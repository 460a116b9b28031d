"""Finds what would go wrong with a form before anyone is asked to fill it in."""

from collections.abc import Sequence
from itertools import chain

from naniwa.kernel.forms.answers import Answers
from naniwa.kernel.forms.definition.form import Form
from naniwa.kernel.forms.definition.source import Flaw, Place, Source
from naniwa.kernel.forms.soundness import conditions, keys, limits
from naniwa.kernel.forms.soundness.inspection import open_form
from naniwa.kernel.forms.soundness.wording import braces, texts, unfilled, wording

__all__ = ["braces", "inspect", "texts", "unfilled"]

LOOKS = (
    keys.doubled_keys,
    keys.targets,
    conditions.broken_rules,
    conditions.unknown_row_parts,
    conditions.unknown_options,
    conditions.other_than_days,
    conditions.late_conditions,
    conditions.circles,
    wording,
    limits.limits,
    limits.unreal_days,
    limits.own_examples,
)


def inspect(form: Form, source: Source, *, at: Place = (), examples: Sequence[Answers] = ()) -> list[Flaw]:
    """Every flaw of a form that stands at a place of its file; `examples` show which pages can be reached."""
    seen = open_form(form, source, at)
    flaws = list(chain.from_iterable(look(seen) for look in LOOKS))
    if not flaws and examples:
        flaws = list(conditions.unreachable(seen, examples))
    return sorted(set(flaws))
