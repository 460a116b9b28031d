"""The flow of a row, sketched from its facts: as it is today, and as accepted proposals would make it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from naniwa.services.inventory.rules.facts import STANDARDS, Channel, Facts, Standards
from naniwa.services.inventory.rules.flow import Edge, Flow, Kind, Lane, Side, Step
from naniwa.services.inventory.rules.proposals import Code, Draft, effective
from naniwa.services.inventory.rules.redesigned import after, minutes_of, pieces_after
from naniwa.services.inventory.rules.words import Words
from naniwa.services.inventory.rules.work import Piece

LANES = (
    Lane(code="applicant", name=Words("申請者", "Applicant"), side=Side.APPLICANT),
    Lane(code="counter", name=Words("窓口", "Counter")),
    Lane(code="section", name=Words("担当課", "Section in charge")),
    Lane(code="system", name=Words("申請システム", "Online system"), side=Side.SYSTEM),
)
REST = {Side.APPLICANT: "fill_in", Side.OFFICE: "decide"}
"""The steps that take what no other step of their side explains."""
PLACES = {
    ("applicant", "travel"): "send", ("applicant", "meeting"): "meet", ("applicant", "seal"): "press",
    ("applicant", "paper"): "gather", ("applicant", "cash"): "pay",
    ("office", "receive"): "receive", ("office", "type_in"): "type_in", ("office", "meeting"): "interview",
    ("office", "seal"): "look", ("office", "paper"): "look", ("office", "check"): "look",
    ("office", "cash"): "take", ("office", "letter"): "tell",
}  # fmt: skip
"""Side and kind of a piece of work, and the step in which it is done."""


@dataclass(frozen=True, slots=True)
class _Case:
    """One case: its facts, what is left of its work, and which proposals were made use of."""

    facts: Facts
    work: tuple[Piece, ...]
    codes: frozenset[Code]
    standards: Standards

    @property
    def online(self) -> bool:
        return self.facts.channel is Channel.ONLINE

    @property
    def posted(self) -> int:
        """Days that the letter with the result takes."""
        return min(self.standards.letter_days, self.facts.cycle_days) if self.facts.told_by is Channel.POST else 0

    def minutes(self, step: str) -> int:
        """Whole minutes of the pieces that belong to a step."""
        return round(sum(piece.minutes for piece in self.work if _place(piece) == step))


def today(facts: Facts, standards: Standards = STANDARDS) -> Flow:
    """As the row says; what the survey does not ask is taken to be as everywhere (the result comes by post)."""
    return _flow(facts, _Case(facts, pieces_after(facts, (), standards), frozenset(), standards))


def proposed(facts: Facts, accepted: Iterable[Draft], standards: Standards = STANDARDS) -> Flow:
    """For a case that takes each new way; without a proposal in effect it is as today."""
    made = effective(accepted)
    case = _Case(
        after(facts, made, standards),
        pieces_after(facts, made, standards),
        frozenset(one.code for one in made),
        standards,
    )
    return _flow(facts, case)


def _flow(facts: Facts, case: _Case) -> Flow:
    steps = _whole(tuple(_steps(case)), case)
    used = {step.lane for step in steps}
    return Flow(
        title=Words(facts.name),
        lanes=tuple(lane for lane in LANES if lane.code in used),
        steps=steps,
        edges=tuple(Edge(source=one.code, target=two.code) for one, two in pairwise(steps)),
    )


def _whole(steps: tuple[Step, ...], case: _Case) -> tuple[Step, ...]:
    """The minutes of the steps make up those of each side: the rest goes to filling in and to deciding."""
    sides = {lane.code: Side.OFFICE if lane.code != "applicant" else Side.APPLICANT for lane in LANES}
    for side, code in REST.items():
        known = sum(step.minutes for step in steps if sides[step.lane] is side)
        rest = max(minutes_of(case.work, side) - known, 0)
        steps = tuple(replace(step, minutes=rest) if step.code == code else step for step in steps)
    return steps


def _place(piece: Piece) -> str:
    return PLACES.get((piece.side.value, piece.code.partition(":")[0]), "")


def _steps(case: _Case) -> Iterator[Step]:
    yield from _asking(case)
    yield from _paying(case)
    yield from _receiving(case)
    yield from _deciding(case)


def _step(case: _Case, code: str, lane: str, kind: Kind, name: Words, *, days: int = 0, papers: int = 0) -> Step:
    """What the system does takes nobody's minutes."""
    minutes = 0 if lane == "system" else case.minutes(code)
    return Step(code=code, lane=lane, kind=kind, name=name, minutes=minutes, days=days, papers=papers)


def _asking(case: _Case) -> Iterator[Step]:
    facts = case.facts
    if facts.papers:
        copies = sum(paper.copies for paper in facts.papers)
        yield _step(
            case,
            "gather",
            "applicant",
            Kind.HAND_OVER,
            Words("添付書類をそろえる", "Get the papers together"),
            papers=copies,
        )
    if case.online:
        yield _step(
            case, "fill_in", "applicant", Kind.FILL_IN, Words("画面で質問に答える", "Answer questions on the screen")
        )
    else:
        yield _step(
            case, "fill_in", "applicant", Kind.FILL_IN, Words("申請書に記入する", "Fill in the form"), papers=1
        )  # fmt: skip
    if facts.asked_seals:
        yield _step(case, "press", "applicant", Kind.STAMP, Words("申請書に押印する", "Press the seal on the form"))
    if Code.SIGN_IN in case.codes:
        yield _step(
            case,
            "sign_in",
            "applicant",
            Kind.CHECK,
            Words("本人確認済みのログインをする", "Sign in with a verified account"),
        )
    if Code.E_SIGNATURE in case.codes:
        yield _step(case, "sign", "applicant", Kind.STAMP, Words("電子署名をする", "Sign electronically"))
    yield _sent(case)
    if facts.face_to_face:
        yield _step(case, "meet", "applicant", Kind.HAND_OVER, Words("窓口で面談を受ける", "Meet staff at the counter"))
        yield _step(case, "interview", "counter", Kind.CHECK, Words("面談で確かめる", "Check face to face"))


WAYS = {
    Channel.PAPER: (Kind.HAND_OVER, Words("窓口へ持って行く", "Take it to the counter")),
    Channel.COUNTER: (Kind.HAND_OVER, Words("窓口へ持って行く", "Take it to the counter")),
    Channel.POST: (Kind.POST, Words("郵送する", "Send it by post")),
    Channel.MAIL: (Kind.HAND_OVER, Words("電子メールで送る", "Send it by e-mail")),
    Channel.ONLINE: (Kind.HAND_OVER, Words("オンラインで送る", "Send it online")),
}


def _sent(case: _Case) -> Step:
    return _step(case, "send", "applicant", *WAYS[case.facts.channel])


def _paying(case: _Case) -> Iterator[Step]:
    if not case.facts.fee:
        return
    if case.facts.cash:
        yield _step(
            case, "pay", "applicant", Kind.PAY, Words("手数料を現金か証紙で払う", "Pay in cash or revenue stamps")
        )
        yield _step(case, "take", "counter", Kind.PAY, Words("手数料を受け取る", "Take the fee"))
    elif Code.CASHLESS in case.codes:
        yield _step(case, "pay", "applicant", Kind.PAY, Words("手数料をキャッシュレスで払う", "Pay by card or code"))
    else:
        yield _step(case, "pay", "applicant", Kind.PAY, Words("手数料を払う", "Pay the fee"))


def _receiving(case: _Case) -> Iterator[Step]:
    if case.online:
        yield _step(
            case,
            "receive",
            "system",
            Kind.AUTOMATIC,
            Words("受け付けて受付番号を知らせる", "Receive it and give a number"),
        )
    else:
        lane = "counter" if case.facts.brought else "section"
        yield _step(case, "receive", lane, Kind.CHECK, Words("受け付ける", "Receive it"))
        yield _step(
            case, "type_in", "section", Kind.FILL_IN, Words("台帳やシステムに入力する", "Type it into the register")
        )
    if Code.AUTOMATE_CHECK in case.codes:
        yield _step(
            case, "match", "system", Kind.AUTOMATIC, Words("台帳と自動で照合する", "Confirm it by the register")
        )
    if case.facts.asked_seals:
        yield _step(case, "look", "section", Kind.CHECK, Words("書類と印を確かめる", "Check papers and seals"))
    elif case.facts.papers:
        yield _step(case, "look", "section", Kind.CHECK, Words("書類を確かめる", "Check the papers"))
    elif case.facts.checks:
        yield _step(case, "look", "section", Kind.CHECK, Words("内容を照合する", "Confirm the contents"))
    elif case.minutes("look"):
        yield _step(
            case, "look", "section", Kind.CHECK, Words("行政が持つ情報で確かめる", "Check with data that offices hold")
        )


def _deciding(case: _Case) -> Iterator[Step]:
    days = case.facts.cycle_days - case.posted
    if days:
        yield _step(case, "wait", "section", Kind.WAIT, Words("順番を待つ", "Wait for its turn"), days=days)
    yield _step(case, "decide", "section", Kind.DECIDE, Words("審査して決める", "Review and decide"))
    if not case.online:
        yield _step(case, "file", "section", Kind.ARCHIVE, Words("書類をつづって保管する", "File the papers"))
    if case.facts.told_by is Channel.POST:
        yield _step(
            case, "tell", "section", Kind.POST, Words("結果を郵送する", "Post the result"), days=case.posted, papers=1
        )  # fmt: skip
    else:
        yield _step(
            case, "tell", "system", Kind.AUTOMATIC, Words("結果を電子メールで知らせる", "Tell the result by e-mail")
        )  # fmt: skip
    yield _step(case, "get", "applicant", Kind.HAND_OVER, Words("結果を受け取る", "Get the result"))
