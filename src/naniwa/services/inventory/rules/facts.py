"""What the rules know of a procedure: the facts of its row, and the standard times that divide its minutes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


class NegativeNumber(ValueError):
    """A number of a procedure is below nought, or a paper is asked for in no copy."""


class SealKind(StrEnum):
    """Seals that a form asks for."""

    NONE = "none"
    PERSONAL = "personal"  # 認印
    REGISTERED = "registered"  # 実印
    CORPORATE = "corporate"  # 法人印


class Channel(StrEnum):
    """The way by which most applications, or answers to them, go; the values are those of the survey."""

    PAPER = "paper"  # handed in
    POST = "post"
    COUNTER = "counter"
    MAIL = "mail"
    ONLINE = "online"


class Identity(StrEnum):
    """How surely the office must know who applies; from the least to the most."""

    NONE = "none"
    NAME = "name"
    DOCUMENT = "document"
    ELECTRONIC = "electronic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """One seal; `on` is the paper that bears it, `basis` the law, ordinance or custom that asks for it."""

    kind: SealKind
    on: str = "申請書"
    by_law: bool = False
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A paper to be attached; `held_by` names the office that already holds its data, or is empty."""

    name: str
    held_by: str = ""
    copies: int = 1
    yen: int = 0
    """What it costs the applicant to have one issued."""
    for_seal: bool = False
    """It only shows that a registered seal is genuine (印鑑登録証明書)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Something the office confirms; `register` names the register that could confirm it, or is empty."""

    name: str
    minutes: int
    register: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """Another office that is asked, and the days until it answers."""

    office: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One procedure. Minutes are those of one case, of everything together; volumes are of a year."""

    code: str
    name: str
    volume: int
    applicant_minutes: int
    office_minutes: int
    applicant: str = ""
    """Who applies: 個人, 事業者 ..."""
    moment: str = ""
    """The event of life or business at which it is applied for: 転入, 開業 ..."""
    channel: Channel = Channel.COUNTER
    online_percent: int = 0
    """Of a hundred cases, those that come online already."""
    told_by: Channel = Channel.POST
    identity: Identity = Identity.NONE
    face_to_face: bool = False
    face_to_face_by_law: bool = False
    seals: tuple[Seal, ...] = ()
    papers: tuple[Attachment, ...] = ()
    checks: tuple[Check, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    in_parallel: bool = False
    """Other offices are asked at once rather than one after another."""
    fee: int = 0
    cash: bool = False
    """The fee is paid in cash or by revenue stamps."""
    cycle_days: int = 0
    promised_days: int | None = None
    """The standard period (標準処理期間) that is published, if any."""
    validity_years: int | None = None
    validity_by_law: bool = False
    renewals: int = 0
    """Of the volume, those that renew."""

    def __post_init__(self) -> None:
        """Raises NegativeNumber: a count, a time or a price below nought would be saved twice over."""
        if min(_numbers(self)) < 0:
            raise NegativeNumber(self.code)

    @property
    def asked_seals(self) -> tuple[tuple[str, Seal], ...]:
        """Seals that are really asked for, each under a code of its own."""
        asked = [seal for seal in self.seals if seal.kind is not SealKind.NONE]
        return tuple(zip(coded("seal", [f"{seal.kind}:{seal.on}" for seal in asked]), asked, strict=True))

    @property
    def coded_papers(self) -> tuple[tuple[str, Attachment], ...]:
        return tuple(zip(coded("paper", [paper.name for paper in self.papers]), self.papers, strict=True))

    @property
    def coded_checks(self) -> tuple[tuple[str, Check], ...]:
        return tuple(zip(coded("check", [check.name for check in self.checks]), self.checks, strict=True))

    @property
    def brought(self) -> bool:
        """People come to the office with it."""
        return self.face_to_face or self.channel in {Channel.COUNTER, Channel.PAPER}

    @property
    def offline(self) -> Fraction:
        """The share of cases that do not come online, from 0 to 1."""
        return Fraction(100 - min(max(self.online_percent, 0), 100), 100)


def _numbers(facts: Facts) -> list[int]:
    return [
        *(facts.volume, facts.applicant_minutes, facts.office_minutes, facts.fee, facts.cycle_days, facts.renewals),
        *(number for paper in facts.papers for number in (paper.yen, paper.copies - 1)),
        *(check.minutes for check in facts.checks),
        *(one.days for one in facts.consultations),
    ]


def coded(kind: str, names: Sequence[str]) -> list[str]:
    """A code for each name; those of the same name are numbered from the second on."""
    seen: Counter[str] = Counter()
    codes = []
    for name in names:
        seen[name] += 1
        codes.append(f"{kind}:{name}" + (f"#{seen[name]}" if seen[name] > 1 else ""))
    return codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Standards:
    """Assumed times, prices and shares, each to be replaced by what an office has measured.

    Minutes and yen are for one case. They divide the minutes of a procedure among its parts and never add to them.
    """

    office_yen_a_minute: int = 50
    applicant_yen_a_minute: int = 40
    travel: int = 60
    fetch_paper: int = 30
    copy_paper: int = 2
    seal: int = 5
    write_basics: int = 5
    pay: int = 10
    meeting: int = 15
    receive: int = 10
    type_in: int = 8
    look_at_paper: int = 4
    look_at_seal: int = 2
    take_cash: int = 5
    send_letter: int = 6
    letter_yen: int = 110
    letter_days: int = 2
    uptake: Fraction = Fraction(7, 10)
    """Of those offered a new way (online, without cash, by e-mail), the share that takes it."""
    exceptions: Fraction = Fraction(1, 10)
    """Of checks by a register, the share that a person must still look at."""
    look_up: Fraction = Fraction(1, 2)
    """Of the time for a paper, the share left when the office looks its data up instead."""
    validity_years: int = 3
    slack_days: int = 5
    """Days that a promise leaves beside consultations and work."""
    minutes_a_day: int = 480


STANDARDS = Standards()


@dataclass(frozen=True, slots=True)
class Candidates:
    """Procedures by who applies and when, so that a partner for merging is found without a search of all."""

    by_moment: dict[tuple[str, str], tuple[Facts, ...]] = field(default_factory=dict)

    def of(self, facts: Facts) -> tuple[Facts, ...]:
        """Others for the same applicant at the same moment; none where either is not known."""
        if not (facts.applicant and facts.moment):
            return ()
        alike = self.by_moment.get((facts.applicant, facts.moment), ())
        return tuple(other for other in alike if other.code != facts.code)


def candidates(procedures: Iterable[Facts]) -> Candidates:
    """Index procedures of one organisation."""
    index: defaultdict[tuple[str, str], list[Facts]] = defaultdict(list)
    for one in procedures:
        index[one.applicant, one.moment].append(one)
    return Candidates({key: tuple(alike) for key, alike in index.items()})
