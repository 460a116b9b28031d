"""What a rule of a definition comes to for given facts."""

from collections.abc import Mapping
from typing import Any

from naniwa.kernel.forms.rules import Failed, Program, evaluate


def worked_out(program: Program, facts: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever the rule gives
    """None if an answer is missing or the rule fails."""
    if not facts.keys() >= set(program.variables):
        return None
    result = evaluate(program, facts)
    return None if isinstance(result, Failed) else result
