"""Reads a flow from plain data (of YAML or JSON) and names everything that is wrong with it, in both languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from naniwa.services.inventory.rules.columns import tidy
from naniwa.services.inventory.rules.flow import Edge, Flow, Kind, Lane, Side, Step
from naniwa.services.inventory.rules.flow_checking import Problem, problems
from naniwa.services.inventory.rules.words import Words

MOST_LETTERS = 200
MOST_NUMBER = 100_000


class FaultyFlow(ValueError):
    """The data are no flow; `problems` says all that is wrong."""

    def __init__(self, found: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{problem.where}: {problem.words.en}" for problem in found))
        self.problems = tuple(found)


def parse(data: object) -> Flow:
    """Raises FaultyFlow: first for what is missing or of the wrong kind, then for what does not fit together."""
    reader = _Reader()
    whole = reader.mapping(data, "flow")
    flow = Flow(
        title=reader.words(whole.get("title"), "title"),
        lanes=tuple(_lane(reader, *place) for place in reader.items(whole, "lanes")),
        steps=tuple(_step(reader, *place) for place in reader.items(whole, "steps")),
        edges=tuple(_edge(reader, *place) for place in reader.items(whole, "edges")),
    )
    if found := reader.found or problems(flow):
        raise FaultyFlow(found)
    return flow


def _lane(reader: "_Reader", data: Mapping[str, Any], where: str) -> Lane:
    return Lane(
        code=reader.code(data, "code", where),
        name=reader.words(data.get("name"), f"{where}.name"),
        side=reader.choice(data.get("side", Side.OFFICE), Side.OFFICE, f"{where}.side"),
    )


def _step(reader: "_Reader", data: Mapping[str, Any], where: str) -> Step:
    return Step(
        code=reader.code(data, "code", where),
        lane=reader.code(data, "lane", where),
        kind=reader.choice(data.get("kind"), Kind.CHECK, f"{where}.kind"),
        name=reader.words(data.get("name"), f"{where}.name"),
        minutes=reader.number(data, "minutes", where),
        days=reader.number(data, "days", where),
        papers=reader.number(data, "papers", where),
    )


def _edge(reader: "_Reader", data: Mapping[str, Any], where: str) -> Edge:
    condition = data.get("condition")
    return Edge(
        source=reader.code(data, "from", where),
        target=reader.code(data, "to", where),
        condition=None if condition is None else reader.words(condition, f"{where}.condition"),
    )


@dataclass
class _Reader:
    """Takes values of the kind wanted, and notes where there are none."""

    found: list[Problem] = field(default_factory=list)

    def wrong(self, where: str, ja: str, en: str) -> None:
        self.found.append(Problem(where, Words(ja, en)))

    def mapping(self, data: object, where: str) -> Mapping[str, Any]:
        if isinstance(data, Mapping) and all(isinstance(key, str) for key in data):
            return data
        self.wrong(where, "項目名と値の組で書いてください", "Write it as names with values")
        return {}

    def items(self, data: Mapping[str, Any], key: str) -> list[tuple[Mapping[str, Any], str]]:
        """Each entry of a list with its place; edges may be left out."""
        given = data.get(key, [] if key == "edges" else None)
        if isinstance(given, list):
            places = [(one, f"{key}[{number}]") for number, one in enumerate(given, start=1)]
            return [(self.mapping(one, where), where) for one, where in places]
        self.wrong(key, "一覧で書いてください", "Write it as a list")
        return []

    def code(self, data: Mapping[str, Any], key: str, where: str) -> str:
        value = _tidied(data.get(key))
        if value and len(value) <= MOST_LETTERS:
            return value
        self.wrong(f"{where}.{key}", "符号を文字で書いてください", "Write a code as text")
        return ""

    def words(self, value: object, where: str) -> Words:
        """A text, or one in each language: {ja: 申請, en: Apply}."""
        pair = {"ja": value} if isinstance(value, str) else value
        ja, en = (_tidied(pair.get("ja")), _tidied(pair.get("en", ""))) if isinstance(pair, Mapping) else (None, "")
        if ja and en is not None and max(len(ja), len(en)) <= MOST_LETTERS:
            return Words(ja, en)
        self.wrong(
            where,
            f"{MOST_LETTERS}文字以内の日本語で書いてください（英語は任意）",
            f"Write it in Japanese, and in English if you like, in at most {MOST_LETTERS} letters",
        )
        return Words("")

    def number(self, data: Mapping[str, Any], key: str, where: str) -> int:
        value = data.get(key, 0)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_NUMBER:
            return value
        self.wrong(
            f"{where}.{key}",
            f"0から{MOST_NUMBER:,}までの整数で書いてください",
            f"Write a whole number from 0 to {MOST_NUMBER:,}",
        )
        return 0

    def choice[T: StrEnum](self, value: object, otherwise: T, where: str) -> T:
        choices = type(otherwise)
        known = [one.value for one in choices]
        if isinstance(value, str) and value in known:
            return choices(value)
        listed = ", ".join(known)
        self.wrong(where, f"次から選んでください：{listed}", f"Choose one of: {listed}")
        return otherwise


def _tidied(value: object) -> str | None:
    """Without what no one can see, which a drawing could not hold; nothing where it is no text."""
    return tidy(value) if isinstance(value, str) else None
