"""Which procedures to put online first: a score of 100 points, each part shown with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from naniwa.services.inventory.rules.columns import Entry
from naniwa.services.inventory.rules.facts import STANDARDS, Facts, Standards
from naniwa.services.inventory.rules.proposals import Code, drafts, together
from naniwa.services.inventory.rules.survey import facts_of
from naniwa.services.inventory.rules.words import Words

STEPS = ((10_000, 60), (3_000, 50), (1_000, 40), (300, 30), (100, 20), (30, 10))
"""Hours saved a year, and the points for at least so many."""
MOST_SAVED = STEPS[0][1]
EASE = 10
"""Most points of each part of ease."""


class Part(StrEnum):
    """What a score is made of."""

    SAVED = "saved"
    FACE = "face"
    SEAL = "seal"
    PAPERS = "papers"
    CHANNEL = "channel"


NAMES = {
    Part.SAVED: Words("減る時間", "Hours saved"),
    Part.FACE: Words("対面", "Coming in person"),
    Part.SEAL: Words("印", "Seals"),
    Part.PAPERS: Words("添付書類", "Papers"),
    Part.CHANNEL: Words("受付方法", "Channel"),
}


SHORT = {
    **NAMES,
    Part.SAVED: Words("時間", "Hours"),
    Part.FACE: Words("対面", "In person"),
    Part.PAPERS: Words("書類", "Papers"),
    Part.CHANNEL: Words("受付", "Channel"),
}
"""For the heads of a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """One part of a score: points of the most there are, and why."""

    part: Part
    points: int
    most: int
    reason: Words

    @property
    def name(self) -> Words:
        return NAMES[self.part]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Of one procedure; `hours` are those saved a year by both sides."""

    code: str
    name: str
    volume: int
    minutes_saved: int
    parts: tuple[Points, ...]

    @property
    def points(self) -> int:
        return sum(part.points for part in self.parts)

    @property
    def hours(self) -> int:
        return self.minutes_saved // 60

    def in_words(self) -> Words:
        """The whole as one sentence."""
        ja = "、".join(f"{part.name.ja}{part.points}点（{part.reason.ja}）" for part in self.parts)
        en = "; ".join(f"{part.name.en.lower()} {part.points} ({part.reason.en})" for part in self.parts)
        return Words(f"100点のうち{self.points}点：{ja}", f"{self.points} of 100 points: {en}")


ONLINE_TOO = frozenset({Code.ONLINE, Code.CASHLESS, Code.TELL_BY_MAIL, Code.NO_FACE_TO_FACE, Code.DROP_PAPER})
SEALS = frozenset({Code.ABOLISH_SEAL, Code.SIGN_IN, Code.E_SIGNATURE})


def score(facts: Facts, standards: Standards = STANDARDS) -> Score:
    """Hours saved are those of all proposals that come with an online procedure, accepted together."""
    come_with = [one for one in drafts(facts, standards=standards) if one.code in ONLINE_TOO | SEALS]
    minutes = together(facts, come_with, standards).minutes
    return Score(
        code=facts.code,
        name=facts.name,
        volume=facts.volume,
        minutes_saved=minutes,
        parts=(_saved(facts, minutes), _face(facts), _seal(facts), _papers(facts), _channel(facts)),
    )


def ranked(procedures: Iterable[Facts], standards: Standards = STANDARDS) -> tuple[Score, ...]:
    """The best first; ties by minutes saved, then volume, then code."""
    scores = [score(facts, standards) for facts in procedures]
    return tuple(sorted(scores, key=lambda one: (-one.points, -one.minutes_saved, -one.volume, one.code)))


def scored(entry: Entry) -> tuple[int, int, list[int]]:
    """What is kept with a row: its points, the minutes saved a year, and the points of each part in their order."""
    found = score(facts_of(entry, code=""))
    return found.points, found.minutes_saved, [part.points for part in found.parts]


def most(part: Part) -> int:
    """The most points that a part can give."""
    return MOST_SAVED if part is Part.SAVED else EASE


def _saved(facts: Facts, minutes: int) -> Points:
    hours = minutes // 60
    points = next((points for least, points in STEPS if hours >= least), 0)
    each = minutes // facts.volume if facts.volume else 0
    reason = Words(
        f"年に{facts.volume:,}件、1件で約{each}分、合わせて{hours:,}時間",
        f"{facts.volume:,} cases a year, about {each} minutes each, {hours:,} hours in all",
    )
    return Points(part=Part.SAVED, points=points, most=MOST_SAVED, reason=reason)


def _face(facts: Facts) -> Points:
    if facts.face_to_face and facts.face_to_face_by_law:
        return _ease(Part.FACE, 0, Words("法令が対面を求めている", "a law asks people to come"))
    if facts.face_to_face:
        return _ease(
            Part.FACE, Fraction(1, 2), Words("対面を求めているが、法令ではない", "people must come, by no law")
        )
    return _ease(Part.FACE, 1, Words("対面を求めていない", "nobody has to come"))


def _seal(facts: Facts) -> Points:
    by_law = sum(seal.by_law for _code, seal in facts.asked_seals)
    if by_law:
        plural = "seals" if by_law > 1 else "seal"
        return _ease(Part.SEAL, 0, Words(f"法令が求める印が{by_law}つある", f"{by_law} {plural} by law"))
    if facts.asked_seals:
        return _ease(Part.SEAL, 1, Words("法令が求める印はない", "no seal by law"))
    return _ease(Part.SEAL, 1, Words("印を求めていない", "no seal"))


def _papers(facts: Facts) -> Points:
    papers = len(facts.papers)
    if not papers:
        return _ease(Part.PAPERS, 1, Words("添付書類がない", "no papers"))
    held = sum(bool(paper.held_by) for paper in facts.papers)
    reason = Words(f"{papers}種類のうち{held}種類は行政が持っている", f"government already holds {held} of {papers}")
    return _ease(Part.PAPERS, Fraction(held, papers), reason)


def _channel(facts: Facts) -> Points:
    offline = round(facts.offline * 100)
    reason = Words(f"{offline}%がオンラインではない", f"{offline}% do not come online")
    return _ease(Part.CHANNEL, facts.offline, reason)


def _ease(part: Part, share: Fraction | int, reason: Words) -> Points:
    return Points(part=part, points=int(EASE * share), most=EASE, reason=reason)
