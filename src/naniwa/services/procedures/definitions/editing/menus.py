"""Rules as menus build them, read from CEL and written as CEL: conditions of a question, a comparison and a value.

What is not of this form is no menu's: it stays as the text it is (NotOfMenus).
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

type Join = Literal["all", "any"]
TOKEN = re.compile(
    r'\s*(?:(\d+)|("(?:[^"\\]|\\.)*")|([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)|(&&|\|\||[<>=!]=|[<>!()+\-*/]))'
)
COMPARISONS = ("==", "!=", ">=", "<=", ">", "<")
LONGEST = 2_000
JOINS: dict[Join, str] = {"all": " && ", "any": " || "}


class NotOfMenus(Exception):
    """The rule says more than menus can."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question's answer or a derived value; `counted`: how many things or characters it has."""

    name: str
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """Numbers put together: operands with + - * / between them, as they are written."""

    parts: tuple["Answer | int | str", ...]


type Operand = Answer | Sum | int | str | bool
"""A text here is a constant, but inside a Sum it is a sign."""


@dataclass(frozen=True, slots=True)
class Term:
    """`how`: a comparison, or has, has_not (a list holds the value), answered, unanswered, yes, no."""

    left: Operand
    how: str
    right: Operand | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions of which all or any must hold."""

    join: Join
    terms: tuple["Term | Group", ...]

    @property
    def flat(self) -> bool:
        """Whether menus can show it."""
        return all(isinstance(term, Term) and _simple(term) for term in self.terms)


def read(rule: str) -> Group:
    """A CEL text as conditions. Raises NotOfMenus."""
    reader = _Reader(_tokens(rule))
    found = reader.either()
    if reader.rest:
        raise NotOfMenus
    return found if isinstance(found, Group) else Group("all", (found,))


def write(group: Group) -> str:
    """The conditions as CEL; what is mixed is put into brackets."""
    written = [f"({write(term)})" if isinstance(term, Group) else _term(term) for term in group.terms]
    return JOINS[group.join].join(written)


def _term(term: Term) -> str:
    left = _operand(term.left)
    if term.how in {"answered", "unanswered"}:
        return f"{'!' if term.how == 'unanswered' else ''}answered.{left}"
    if term.how in {"yes", "no"}:
        return left if term.how == "yes" else f"!{left}"
    if term.how in {"has", "has_not"}:
        inside = f"{_operand(term.right)} in {left}"
        return inside if term.how == "has" else f"!({inside})"
    return f"{left} {term.how} {_operand(term.right)}"


def _operand(operand: Operand | None) -> str:
    if isinstance(operand, Answer):
        return f"size({operand.name})" if operand.counted else operand.name
    if isinstance(operand, Sum):
        return " ".join(part if isinstance(part, str) else _operand(part) for part in operand.parts)
    if isinstance(operand, bool):
        return "true" if operand else "false"
    return json.dumps(operand, ensure_ascii=False)


def _simple(term: Term) -> bool:
    return isinstance(term.left, Answer) and not isinstance(term.right, Sum)


type _Token = tuple[str, str]


def _tokens(rule: str) -> list[_Token]:
    found, at, rule = [], 0, rule[:LONGEST].rstrip()
    while at < len(rule):
        hit = TOKEN.match(rule, at)
        if hit is None:
            raise NotOfMenus
        kind = ("number", "text", "name", "sign")[(hit.lastindex or 1) - 1]
        found.append((kind, hit[hit.lastindex or 1]))
        at = hit.end()
    return found


class _Reader:
    """Reads conditions from tokens, the loosest binding first."""

    def __init__(self, tokens: Sequence[_Token]) -> None:
        self.rest = list(tokens)

    def either(self) -> Term | Group:
        return self._joined("||", "any", self.both)

    def both(self) -> Term | Group:
        return self._joined("&&", "all", self.one)

    def _joined(self, sign: str, join: Join, inner: Callable[[], "Term | Group"]) -> Term | Group:
        terms = [inner()]
        while self._took("sign", sign):
            terms.append(inner())
        return terms[0] if len(terms) == 1 else Group(join, tuple(terms))

    def one(self) -> Term | Group:
        """A comparison, a question that is answered, or what stands in brackets."""
        if self._took("sign", "!"):
            return self._opposite(self.one_alone())
        if self._is("sign", "("):
            kept = list(self.rest)
            try:
                return self._bracketed()
            except NotOfMenus:
                self.rest = kept
        return self._compared()

    def one_alone(self) -> Term | Group:
        if self._is("sign", "("):
            return self._bracketed()
        return self._bare(self._operand())

    def _bracketed(self) -> Term | Group:
        self._need("sign", "(")
        found = self.either()
        self._need("sign", ")")
        if self.rest and self.rest[0][1] in (*COMPARISONS, "+", "-", "*", "/"):
            raise NotOfMenus
        return found

    def _compared(self) -> Term:
        left = self._sum()
        for sign in COMPARISONS:
            if self._took("sign", sign):
                return Term(left, sign, self._sum())
        if self._took("name", "in"):
            held = self._operand()
            if isinstance(left, str) and isinstance(held, Answer) and not held.counted:
                return Term(held, "has", left)
            raise NotOfMenus
        return self._bare(left)

    def _bare(self, operand: Operand) -> Term:
        if not isinstance(operand, Answer) or operand.counted:
            raise NotOfMenus
        if operand.name.startswith("answered."):
            return Term(Answer(operand.name.removeprefix("answered.")), "answered")
        return Term(operand, "yes")

    def _opposite(self, term: Term | Group) -> Term:
        opposites = {"answered": "unanswered", "yes": "no", "has": "has_not"}
        if not isinstance(term, Term) or term.how not in opposites:
            raise NotOfMenus
        return Term(term.left, opposites[term.how], term.right)

    def _sum(self) -> Operand:
        parts: list[Answer | int | str] = []
        first = self._operand()
        while self.rest and self.rest[0][1] in {"+", "-", "*", "/"} and self.rest[0][0] == "sign":
            if not parts:
                parts = [_number(first)]
            parts += [self.rest.pop(0)[1], _number(self._operand())]
        return Sum(tuple(parts)) if parts else first

    def _operand(self) -> Operand:
        if not self.rest:
            raise NotOfMenus
        kind, word = self.rest.pop(0)
        if kind == "number":
            return int(word)
        if kind == "text":
            return _text(word)
        if kind != "name" or word == "in":
            raise NotOfMenus
        if word in {"true", "false"}:
            return word == "true"
        if self._took("sign", "("):
            return self._counted(word)
        return Answer(word)

    def _counted(self, word: str) -> Answer:
        inner = self._operand()
        self._need("sign", ")")
        if word != "size" or not isinstance(inner, Answer) or inner.counted:
            raise NotOfMenus
        return Answer(inner.name, counted=True)

    def _is(self, kind: str, word: str) -> bool:
        return bool(self.rest) and self.rest[0] == (kind, word)

    def _took(self, kind: str, word: str) -> bool:
        if not self._is(kind, word):
            return False
        self.rest.pop(0)
        return True

    def _need(self, kind: str, word: str) -> None:
        if not self._took(kind, word):
            raise NotOfMenus


def _text(written: str) -> str:
    try:
        return str(json.loads(written))
    except json.JSONDecodeError as error:
        raise NotOfMenus from error


def _number(operand: Operand) -> Answer | int:
    """What can be counted with. Raises NotOfMenus."""
    if isinstance(operand, Answer) or (isinstance(operand, int) and not isinstance(operand, bool)):
        return operand
    raise NotOfMenus
