"""The one place that knows the rule language, CEL (https://cel.dev).

Rules see money and numbers as whole numbers, dates as "2020-04-01" and months as "2020-04" (which compare in order),
parts of names, addresses and accounts as `home.postal_code`, a column of a repeat group as the list `shops.sales`, and
whether a field was answered as `answered.fax`. `received_on` is the day of receipt, where it is known. Beyond CEL there
are `sum(list)`; `same_kana(a, b)` and `has_kana(whole, part)`, which compare readings as a bank would write them; and
`years_between(from, to)` and `days_between(from, to)`, which count from one day to another.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from cel_expr_python import cel

from naniwa.kernel.forms.checked_expression import names
from naniwa.library import kana
from naniwa.library.periods import days_between, years_between

CEL = cel.Type
TYPES = {
    "int": CEL.INT,
    "string": CEL.STRING,
    "bool": CEL.BOOL,
    "rows": CEL.List(CEL.Map(CEL.STRING, CEL.DYN)),
    "list(int)": CEL.List(CEL.INT),
    "list(string)": CEL.List(CEL.STRING),
    "list(bool)": CEL.List(CEL.BOOL),
}
WORDS = {
    "int": "a number",
    "string": "text",
    "bool": "true or false",
    "rows": "a list of rows",
    "list(int)": "a list of numbers",
    "list(string)": "a list of texts",
}
RECEIVED_ON = "received_on"
OF_DAYS = frozenset({"years_between", "days_between"})
FUNCTIONS = OF_DAYS | frozenset({
    "sum", "same_kana", "has_kana", RECEIVED_ON, "size", "has", "all", "exists", "exists_one", "map", "filter", "int",
    "string", "bool", "double", "uint", "list", "dyn", "type", "matches", "contains", "answered",
})  # fmt: skip
KEYWORDS = frozenset({
    "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let",
    "loop", "package", "namespace", "return", "var", "void", "while",
})  # fmt: skip
RESERVED = FUNCTIONS | KEYWORDS
"""Words a field cannot have as its key."""


class RuleError(Exception):
    """A rule that cannot be compiled; `line` counts from 1 within the rule."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


class Failed:
    """Result of a rule that cannot be worked out, such as a division by zero."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled rule."""

    text: str
    type: str
    variables: tuple[str, ...]
    """Variables the rule reads, without `answered.*`."""
    reads: tuple[str, ...]
    """The same with `answered.*`."""
    row_parts: frozenset[str]
    compared: frozenset[tuple[str, str]]
    days: frozenset[str]
    """Variables that the rule takes for days."""
    expression: cel.Expression


class Vocabulary:
    """The variables that rules of one form may use, with their types."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = dict(variables)
        typed = {name: TYPES[kind] for name, kind in variables.items()}
        self._env = cel.NewEnv(variables=typed, functions=_functions())

    def extended(self, variables: Mapping[str, str]) -> "Vocabulary":
        """Return a vocabulary with more variables."""
        return Vocabulary({**self.variables, **variables})

    def compile(self, text: str, *, expect: str | None = None) -> Program:
        """Compile and type-check. Raises RuleError, also when the result is not of the type `expect`."""
        try:
            expression = self._env.compile(text)
        except RuntimeError as error:
            raise self._explain(str(error)) from error
        kind = _name(expression.return_type())
        if expect and kind != expect:
            message = f"this gives {WORDS.get(kind, kind)}, but {WORDS[expect]} is needed here"
            raise RuleError(message)
        found = names(expression.serialize())
        for function, constant, _ in sorted(one for one in found.given if one[0] in OF_DAYS and one[2]):
            _check_day(function, constant)
        days = frozenset(name for function, name, constant in found.given if function in OF_DAYS and not constant)
        reads = tuple(sorted(found.variables))
        wanted = tuple(name for name in reads if not name.startswith("answered."))
        return Program(text, kind, wanted, reads, found.row_parts, found.compared, days & found.variables, expression)

    def together(self, programs: Iterable[Program]) -> cel.Expression:
        """Make one expression that gives the list of the programs' results: one call instead of many."""
        return self._env.compile("[" + ", ".join(f"dyn({program.text}\n)" for program in programs) + "]")

    def _explain(self, message: str) -> RuleError:
        first = re.search(r"<input>:(\d+):\d+: (.+)", message)
        if not first:
            return RuleError(message.splitlines()[0])
        line, reason = int(first[1]), first[2]
        if unknown := re.search(r"undeclared reference to '([^']+)'", reason):
            reason = self._unknown(unknown[1])
        elif overload := re.search(r"found no matching overload for '([^']+)' applied to '(.*)'", reason):
            reason = f"{_operator(overload[1])} cannot be applied to {_types(overload[2])}"
        return RuleError(reason, line)

    def _unknown(self, name: str) -> str:
        root, _, rest = name.partition(".")
        if root == "answered":
            return f"answered. takes the key of a field, and there is no field '{rest}'"
        parts = [known for known in self.variables if known.startswith(f"{root}.")]
        if parts:
            return f"'{root}' has parts; use one of {', '.join(parts)}"
        return f"there is no field or value '{root}'"


def evaluate(program: Program, facts: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever the rule gives
    """Work out one rule; `facts` must hold every variable it reads. A rule that fails gives `Failed`."""
    result = program.expression.eval(data={name: facts[name] for name in program.reads})
    plain = result.plain_value()
    return Failed(str(plain)) if result.type() == CEL.ERROR else plain


type _Joint[K] = tuple[tuple[K, ...], cel.Expression, tuple[str, ...]]


class Bundle[K]:
    """Rules that are worked out at the same time; those with an unanswered field are left out."""

    CACHE = 64

    def __init__(self, vocabulary: Vocabulary, programs: Mapping[K, Program]) -> None:
        self.programs = dict(programs)
        self._reads = sorted({name for program in programs.values() for name in program.reads})
        self._plan = lru_cache(maxsize=self.CACHE * 16)(self._planned)
        self._joint = lru_cache(maxsize=self.CACHE)(self._join)
        self._vocabulary = vocabulary

    def evaluate(self, facts: Mapping[str, Any]) -> dict[K, Any]:
        """Result by key, for the rules whose variables are all in `facts`."""
        data = {name: facts[name] for name in self._reads if name in facts}
        keys, expression, reads = self._plan(tuple(data))
        if not keys:
            return {}
        if len(reads) < len(data):
            data = {name: data[name] for name in reads}
        result = expression.eval(data=data)
        if result.type() == CEL.ERROR:
            return {key: evaluate(self.programs[key], facts) for key in keys}
        return dict(zip(keys, result.plain_value(), strict=True))

    def _planned(self, known: tuple[str, ...]) -> _Joint[K]:
        """What to work out where only these variables are known."""
        names = set(known)
        return self._joint(tuple(key for key, program in self.programs.items() if names.issuperset(program.variables)))

    def _join(self, keys: tuple[K, ...]) -> _Joint[K]:
        """One expression for these rules, and all that it reads."""
        chosen = [self.programs[key] for key in keys]
        reads = sorted({name for program in chosen for name in program.reads})
        return keys, self._vocabulary.together(chosen), tuple(reads)


def _functions() -> list[cel.FunctionDecl]:
    total = cel.Overload("sum_int", return_type=CEL.INT, parameters=[CEL.List(CEL.INT)], impl=sum)
    same = cel.Overload("same_kana", return_type=CEL.BOOL, parameters=[CEL.STRING, CEL.STRING], impl=_same_kana)
    inside = cel.Overload("has_kana", return_type=CEL.BOOL, parameters=[CEL.STRING, CEL.STRING], impl=_has_kana)
    overloads = {"sum": total, "same_kana": same, "has_kana": inside}
    for name, between in {"years_between": years_between, "days_between": days_between}.items():
        days = [CEL.STRING, CEL.STRING]
        overloads[name] = cel.Overload(f"{name}_days", return_type=CEL.INT, parameters=days, impl=_of_days(between))
    return [cel.FunctionDecl(name, [overload]) for name, overload in overloads.items()]


def _of_days(between: Callable[[date, date], int]) -> Callable[[str, str], int]:
    """The same for days as rules see them. Raises ValueError for what is no day, by which a rule fails."""
    return lambda first, last: between(date.fromisoformat(first), date.fromisoformat(last))


def _check_day(function: str, text: str) -> None:
    """Raises RuleError."""
    try:
        date.fromisoformat(text)
    except ValueError as error:
        message = f"{function} counts from one day to another, and '{text}' is none: write 2027-04-01"
        raise RuleError(message) from error


def _same_kana(one: str, other: str) -> bool:
    return _bare(one) == _bare(other)


def _has_kana(whole: str, part: str) -> bool:
    return _bare(part) in _bare(whole)


@lru_cache(maxsize=4096)
def _bare(reading: str) -> str:
    return re.sub(r"[ .()\-/]", "", kana.fold(reading).text)


def _name(kind: cel.Type) -> str:
    return next((name for name, known in TYPES.items() if known == kind), kind.name().lower())


def _operator(name: str) -> str:
    return name.strip("_") if name.startswith("_") else name


def _types(signature: str) -> str:
    kinds = [part.strip() for part in signature[1:-1].split(",")]
    return " and ".join(WORDS.get(kind, kind) for kind in kinds)
