"""A flow: who does what in which order. Read from plain data with every fault named, and written back to the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from naniwa.services.inventory.rules.words import Words


class Side(StrEnum):
    """Whose minutes the steps of a lane count as."""

    APPLICANT = "applicant"
    OFFICE = "office"
    OTHER = "other"
    SYSTEM = "system"


class Kind(StrEnum):
    """What is done in a step."""

    FILL_IN = "fill_in"
    HAND_OVER = "hand_over"
    CHECK = "check"
    WAIT = "wait"
    DECIDE = "decide"
    STAMP = "stamp"
    POST = "post"
    PAY = "pay"
    ARCHIVE = "archive"
    AUTOMATIC = "automatic"


KINDS: Mapping[Kind, Words] = {
    Kind.FILL_IN: Words("記入", "Fill in"),
    Kind.HAND_OVER: Words("受け渡し", "Hand over"),
    Kind.CHECK: Words("確認", "Check"),
    Kind.WAIT: Words("待ち", "Wait"),
    Kind.DECIDE: Words("判断", "Decide"),
    Kind.STAMP: Words("押印", "Seal"),
    Kind.POST: Words("郵送", "Post"),
    Kind.PAY: Words("支払い", "Pay"),
    Kind.ARCHIVE: Words("保管", "File"),
    Kind.AUTOMATIC: Words("自動", "Automatic"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """Someone who takes part: 申請者, 窓口, 担当課, 関係機関, a system."""

    code: str
    name: Words
    side: Side = Side.OFFICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Minutes of work, days of waiting before it is done, and the papers it handles, for one case."""

    code: str
    lane: str
    kind: Kind
    name: Words
    minutes: int = 0
    days: int = 0
    papers: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """From one step to another. With a condition it is one of several ways; without, all go on at once."""

    source: str
    target: str
    condition: Words | None = None


@dataclass(frozen=True, kw_only=True)
class Flow:
    """Begins at its first step. What `checking.problems` says of it is nothing, if it came from `reading.parse`."""

    title: Words
    lanes: tuple[Lane, ...]
    steps: tuple[Step, ...]
    edges: tuple[Edge, ...]

    @cached_property
    def by_code(self) -> dict[str, Step]:
        return {step.code: step for step in self.steps}

    @cached_property
    def lane_of(self) -> dict[str, Lane]:
        """By the code of a step."""
        lanes = {lane.code: lane for lane in self.lanes}
        return {step.code: lanes[step.lane] for step in self.steps}

    def leaving(self, code: str) -> tuple[Edge, ...]:
        return self._leaving.get(code, ())

    @cached_property
    def _leaving(self) -> dict[str, tuple[Edge, ...]]:
        return {step.code: tuple(edge for edge in self.edges if edge.source == step.code) for step in self.steps}

    @cached_property
    def returns(self) -> frozenset[tuple[str, str]]:
        """Edges that lead back to a step through which the flow has come: going depth first from the first step."""
        return frozenset(_returns(self.steps[0].code, self._next)) if self.steps else frozenset()

    @cached_property
    def _next(self) -> dict[str, tuple[str, ...]]:
        return {code: tuple(edge.target for edge in edges) for code, edges in self._leaving.items()}

    @cached_property
    def forward(self) -> tuple[Edge, ...]:
        """Edges without the returns: these make no circle."""
        return tuple(edge for edge in self.edges if (edge.source, edge.target) not in self.returns)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Codes of the steps so that each stands after those that lead to it, else as they are listed."""
        return _ordered([step.code for step in self.steps], self.forward)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each step, the same in the drawing and in words."""
        return {code: number for number, code in enumerate(self.order, start=1)}


def _returns(start: str, following: Mapping[str, Sequence[str]]) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    seen, open_ = {start}, {start}
    stack = [(start, iter(following.get(start, ())))]
    while stack:
        code, targets = stack[-1]
        target = next(targets, None)
        if target is None:
            stack.pop()
            open_.discard(code)
        elif target in open_:
            found.add((code, target))
        elif target not in seen:
            seen.add(target)
            open_.add(target)
            stack.append((target, iter(following.get(target, ()))))
    return found


def _ordered(codes: Sequence[str], edges: Sequence[Edge]) -> tuple[str, ...]:
    before = {code: {edge.source for edge in edges if edge.target == code} for code in codes}
    done: list[str] = []
    left = list(codes)
    while left:
        free = next((code for code in left if not before[code] & set(left)), left[0])
        left.remove(free)
        done.append(free)
    return tuple(done)


def plain(flow: Flow) -> dict[str, Any]:
    """As data that `reading.parse` reads back as the same flow; what is nought or empty is left out."""
    return {
        "title": _plain_words(flow.title),
        "lanes": [{"code": lane.code, "name": _plain_words(lane.name), "side": lane.side.value} for lane in flow.lanes],
        "steps": [_plain_step(step) for step in flow.steps],
        "edges": [
            {"from": edge.source, "to": edge.target}
            | ({"condition": _plain_words(edge.condition)} if edge.condition else {})
            for edge in flow.edges
        ],
    }


def _plain_step(step: Step) -> dict[str, Any]:
    numbers = {"minutes": step.minutes, "days": step.days, "papers": step.papers}
    return {
        "code": step.code,
        "lane": step.lane,
        "kind": step.kind.value,
        "name": _plain_words(step.name),
        **{key: number for key, number in numbers.items() if number},
    }


def _plain_words(words: Words) -> str | dict[str, str]:
    return {"ja": words.ja, "en": words.en} if words.en else words.ja
