"""A flow in words: the same steps, with the same numbers, as the drawing shows."""

from dataclasses import dataclass

from naniwa.services.inventory.rules.counting import UNITS, Measure, count
from naniwa.services.inventory.rules.flow import KINDS, Edge, Flow, Step
from naniwa.services.inventory.rules.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One step of the ordered list; `ways` says where it goes on, if not simply to the next number."""

    number: int
    lane: Words
    kind: Words
    name: Words
    effort: Words | None
    ways: tuple[Words, ...]

    def sentence(self) -> Words:
        """Without its number, which the list shows."""
        ja = f"{self.lane.ja}：{self.name.ja}" + (f"（{self.effort.ja}）" if self.effort else "")
        en = f"{self.lane.said('en')}: {self.name.said('en')}" + (f" ({self.effort.en})" if self.effort else "")
        return Words(
            f"{ja}。{''.join(f'{way.ja}。' for way in self.ways)}", ". ".join([en, *(w.en for w in self.ways)]) + "."
        )


def items(flow: Flow) -> tuple[Item, ...]:
    """All steps in their order."""
    return tuple(_item(flow, flow.by_code[code]) for code in flow.order)


def ordered_list(flow: Flow, language: str) -> tuple[str, ...]:
    """Sentences for an ordered list, the first numbered 1."""
    return tuple(item.sentence().said(language) for item in items(flow))


def _item(flow: Flow, step: Step) -> Item:
    return Item(
        number=flow.numbers[step.code],
        lane=flow.lane_of[step.code].name,
        kind=KINDS[step.kind],
        name=step.name,
        effort=effort(step),
        ways=_ways(flow, step),
    )


def efforts(step: Step) -> tuple[Words, ...]:
    """Those that are not nought."""
    papers = UNITS[Measure.PAPERS].amount(step.papers).en
    every = (
        (step.minutes, Words(f"{step.minutes:,}分", f"{step.minutes:,} min")),
        (step.days, Words(f"待ち{step.days:,}日", f"{step.days:,}-day wait")),
        (step.papers, Words(f"書類{step.papers:,}枚", papers)),
    )
    return tuple(words for number, words in every if number)


def effort(step: Step) -> Words | None:
    """10分・待ち3日・書類2枚; nothing where all are nought."""
    found = efforts(step)
    return Words("・".join(one.ja for one in found), ", ".join(one.en for one in found)) if found else None


def _ways(flow: Flow, step: Step) -> tuple[Words, ...]:
    edges = flow.leaving(step.code)
    number = flow.numbers[step.code]
    if not edges:
        return (Words("ここで終わります", "This is an end"),)
    if any(edge.condition for edge in edges):
        return tuple(_choice(flow, edge) for edge in edges)
    targets = sorted(flow.numbers[edge.target] for edge in edges)
    if targets == [number + 1]:
        return ()
    if len(targets) > 1:
        ja, en = "と".join(f"{one}" for one in targets), " and ".join(f"{one}" for one in targets)
        return (Words(f"同時に{ja}へ進みます", f"Goes on to {en} at the same time"),)
    return (_onward(number, targets[0]),)


def _choice(flow: Flow, edge: Edge) -> Words:
    condition = edge.condition or Words("")
    onward = _onward(flow.numbers[edge.source], flow.numbers[edge.target])
    return Words(
        f"「{condition.ja}」のときは{onward.ja}", f"If “{condition.said('en')}”, {onward.en[0].lower()}{onward.en[1:]}"
    )


def _onward(number: int, target: int) -> Words:
    if target <= number:
        return Words(f"{target}へ戻ります", f"Goes back to {target}")
    return Words(f"{target}へ進みます", f"Goes on to {target}")


def summary(flow: Flow) -> Words:
    """One sentence for the description of a drawing."""
    counts = count(flow)
    shown = [Measure.STEPS, Measure.HAND_OVERS, Measure.DAYS]
    amounts = [UNITS[measure].amount(counts.of(measure)) for measure in shown]
    lanes = Words(
        "、".join(lane.name.ja for lane in flow.lanes), ", ".join(lane.name.said("en") for lane in flow.lanes)
    )
    return Words(
        f"{lanes.ja}が行う{amounts[0].ja}。受け渡し{amounts[1].ja}、待ち{amounts[2].ja}。",
        f"{amounts[0].en} by {lanes.en}: {amounts[1].en}, {amounts[2].en} of waiting.",
    )
