"""What does not fit together in a flow: unknown names, steps that nothing leads to, circles that never wait."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from naniwa.services.inventory.rules.flow import Flow, Kind, Step
from naniwa.services.inventory.rules.words import Words

MOST_STEPS = 200
MOST_LANES = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """`where` is the place in the plain data: "steps[3].lane"; counted from one."""

    where: str
    words: Words


def problems(flow: Flow) -> list[Problem]:
    """Everything that is wrong; paths are followed only where all names are known."""
    return [*_sizes(flow), *_twice(flow)] or [*_unknown(flow)] or [*_unreached(flow), *_endless(flow), *_ways(flow)]


def _sizes(flow: Flow) -> Iterator[Problem]:
    for key, entries, most in (("lanes", flow.lanes, MOST_LANES), ("steps", flow.steps, MOST_STEPS)):
        if not 0 < len(entries) <= most:
            yield Problem(key, Words(f"1個から{most}個までにしてください", f"There must be from 1 to {most}"))


def _twice(flow: Flow) -> Iterator[Problem]:
    for key, codes in (("lanes", [lane.code for lane in flow.lanes]), ("steps", [step.code for step in flow.steps])):
        for code in _repeated(codes):
            yield Problem(key, Words(f"「{code}」が二つあります", f"“{code}” is there twice"))
    for source, target in _repeated((edge.source, edge.target) for edge in flow.edges):
        yield Problem(
            "edges", Words(f"「{source}」から「{target}」への線が二つあります", f"“{source}” leads to “{target}” twice")
        )


def _repeated[T](values: Iterable[T]) -> list[T]:
    return [value for value, times in Counter(values).items() if times > 1]


def _unknown(flow: Flow) -> Iterator[Problem]:
    lanes = {lane.code for lane in flow.lanes}
    for number, step in enumerate(flow.steps, start=1):
        if step.lane not in lanes:
            words = Words(f"「{step.lane}」という担当はありません", f"There is no lane “{step.lane}”")
            yield Problem(f"steps[{number}].lane", words)
    for number, edge in enumerate(flow.edges, start=1):
        for key, code in (("from", edge.source), ("to", edge.target)):
            if code not in flow.by_code:
                words = Words(f"「{code}」という段階はありません", f"There is no step “{code}”")
                yield Problem(f"edges[{number}].{key}", words)


def _unreached(flow: Flow) -> Iterator[Problem]:
    following = {step.code: [edge.target for edge in flow.leaving(step.code)] for step in flow.steps}
    reached = reachable([flow.steps[0].code], following)
    for number, step in enumerate(flow.steps, start=1):
        if step.code not in reached:
            yield Problem(
                f"steps[{number}]",
                Words(
                    f"「{step.name.ja}」に来る道がありません。線を足すか、段階を消してください",
                    f"Nothing leads to “{step.name.said('en')}”: add an edge, or remove the step",
                ),
            )


def _endless(flow: Flow) -> Iterator[Problem]:
    """Steps from which no end is reached, and circles in which nobody waits for anything."""
    before: dict[str, list[str]] = {step.code: [] for step in flow.steps}
    for edge in flow.edges:
        before[edge.target].append(edge.source)
    ending = reachable([step.code for step in flow.steps if not flow.leaving(step.code)], before)
    for number, step in enumerate(flow.steps, start=1):
        if step.code not in ending:
            yield Problem(
                f"steps[{number}]",
                Words(f"「{step.name.ja}」から終わりに着きません", f"No end is reached from “{step.name.said('en')}”"),
            )
        elif not _waits(step) and _comes_back(flow, step):
            yield Problem(
                f"steps[{number}]",
                Words(
                    f"「{step.name.ja}」に、待つ段階を通らずに戻っています。待ちの段階か日数を入れてください",
                    f"The flow comes back to “{step.name.said('en')}” without waiting: add a step or days of waiting",
                ),
            )


def _waits(step: Step) -> bool:
    return step.kind is Kind.WAIT or step.days > 0


def _comes_back(flow: Flow, step: Step) -> bool:
    busy = {
        one.code: [edge.target for edge in flow.leaving(one.code) if not _waits(flow.by_code[edge.target])]
        for one in flow.steps
    }
    return step.code in reachable(busy[step.code], busy)


def _ways(flow: Flow) -> Iterator[Problem]:
    for number, step in enumerate(flow.steps, start=1):
        conditions = [edge.condition is not None for edge in flow.leaving(step.code)]
        if any(conditions) and not all(conditions):
            yield Problem(
                f"steps[{number}]",
                Words(
                    f"「{step.name.ja}」から出る線は、すべてに条件を付けるか、どれにも付けないでください",
                    f"Give a condition to each way out of “{step.name.said('en')}”, or to none",
                ),
            )


def reachable(starts: Iterable[str], following: Mapping[str, Iterable[str]]) -> set[str]:
    """The starts and all that can be reached from them."""
    seen: set[str] = set()
    waiting = list(starts)
    while waiting:
        code = waiting.pop()
        if code not in seen:
            seen.add(code)
            waiting += following.get(code, ())
    return seen
