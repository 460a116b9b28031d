"""What a flow asks of everybody, counted; and today's beside the proposed, with each difference in words."""

from dataclasses import dataclass
from enum import StrEnum

from naniwa.services.inventory.rules.flow import Edge, Flow, Side, Step
from naniwa.services.inventory.rules.words import Words, grouped


class Measure(StrEnum):
    """What is counted."""

    STEPS = "steps"
    HAND_OVERS = "hand_overs"
    DAYS = "days"
    PAPERS = "papers"
    APPLICANT = "applicant_minutes"
    OFFICE = "office_minutes"
    OTHER = "other_minutes"


@dataclass(frozen=True, slots=True)
class Unit:
    """Name and unit of a measure; `unit` is the Japanese counter, `one` and `many` the English words."""

    name: Words
    unit: str
    one: str
    many: str

    def amount(self, number: int) -> Words:
        return Words(f"{grouped(number)}{self.unit}", f"{grouped(number)} {self.one if number == 1 else self.many}")


UNITS = {
    Measure.STEPS: Unit(Words("段階", "Steps"), "段階", "step", "steps"),
    Measure.HAND_OVERS: Unit(Words("受け渡し", "Hand-overs"), "回", "hand-over", "hand-overs"),
    Measure.DAYS: Unit(Words("待つ日数", "Waiting"), "日", "day", "days"),
    Measure.PAPERS: Unit(Words("書類", "Papers"), "枚", "paper", "papers"),
    Measure.APPLICANT: Unit(Words("申請者の時間", "Applicant's time"), "分", "minute", "minutes"),
    Measure.OFFICE: Unit(Words("職員の時間", "Office's time"), "分", "minute", "minutes"),
    Measure.OTHER: Unit(Words("関係機関の時間", "Other bodies' time"), "分", "minute", "minutes"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Each step counts once, also where only some cases take it. Days are those of the longest way through.

    `longest` are the codes of that way: the most days, then the most minutes, without going back.
    """

    steps: int
    hand_overs: int
    days: int
    papers: int
    applicant_minutes: int
    office_minutes: int
    other_minutes: int
    longest: tuple[str, ...]

    def of(self, measure: Measure) -> int:
        number: int = getattr(self, measure.value)
        return number


def count(flow: Flow) -> Counts:
    """A hand-over is an edge from one lane to another; what a system passes on by itself is none."""
    longest = longest_way(flow)
    return Counts(
        steps=len(flow.steps),
        hand_overs=sum(_hands_over(flow, one) for one in flow.edges),
        days=sum(flow.by_code[code].days for code in longest),
        papers=sum(step.papers for step in flow.steps),
        applicant_minutes=_minutes(flow, Side.APPLICANT),
        office_minutes=_minutes(flow, Side.OFFICE),
        other_minutes=_minutes(flow, Side.OTHER),
        longest=longest,
    )


def _hands_over(flow: Flow, edge: Edge) -> bool:
    source = flow.lane_of[edge.source]
    return source.side is not Side.SYSTEM and source.code != flow.lane_of[edge.target].code


def _minutes(flow: Flow, side: Side) -> int:
    return sum(step.minutes for step in flow.steps if flow.lane_of[step.code].side is side)


type _Way = tuple[int, int, tuple[str, ...]]


def longest_way(flow: Flow) -> tuple[str, ...]:
    """The critical path: codes from the first step to an end."""
    ways: dict[str, _Way] = {flow.steps[0].code: _with((0, 0, ()), flow.steps[0])}
    for code in flow.order:
        for edge in flow.leaving(code):
            if (code, edge.target) not in flow.returns and code in ways:
                way = _with(ways[code], flow.by_code[edge.target])
                ways[edge.target] = max(ways.get(edge.target, way), way, key=_length)
    ends = [way for code, way in ways.items() if not flow.leaving(code)]
    return max(ends or list(ways.values()), key=_length)[2]


def _length(way: _Way) -> tuple[int, int]:
    return way[0], way[1]


def _with(way: _Way, step: Step) -> _Way:
    days, minutes, codes = way
    return days + step.days, minutes + step.minutes, (*codes, step.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Of one measure, from today's flow to the proposed one."""

    measure: Measure
    today: int
    proposed: int

    @property
    def name(self) -> Words:
        return UNITS[self.measure].name

    @property
    def fewer(self) -> int:
        """Below nought where it grows."""
        return self.today - self.proposed

    def in_words(self) -> Words:
        """待つ日数：14日から5日に（9日減る）."""
        unit = UNITS[self.measure]
        before, after, by = unit.amount(self.today), unit.amount(self.proposed), unit.amount(abs(self.fewer))
        if not self.fewer:
            return Words(f"{unit.name.ja}：{before.ja}のまま", f"{unit.name.en}: {before.en} as before")
        grows = self.fewer < 0
        return Words(
            f"{unit.name.ja}：{before.ja}から{after.ja}に（{by.ja}{'増える' if grows else '減る'}）",
            f"{unit.name.en}: from {grouped(self.today)} to {after.en} ({grouped(abs(self.fewer))} "
            f"{'more' if grows else 'fewer'})",
        )


def compare(today: Flow, proposed: Flow) -> tuple[Difference, ...]:
    """All measures in their order."""
    before, after = count(today), count(proposed)
    return tuple(
        Difference(measure=measure, today=before.of(measure), proposed=after.of(measure)) for measure in Measure
    )
