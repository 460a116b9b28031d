"""Papers and checks: what another office or a register already knows is not asked of people again."""

from collections.abc import Iterator

from naniwa.services.inventory.rules.facts import Facts, Standards
from naniwa.services.inventory.rules.proposals.proposal import Code, Draft
from naniwa.services.inventory.rules.words import Words
from naniwa.services.inventory.rules.work import Cut, Side


def drafts(facts: Facts, standards: Standards) -> Iterator[Draft]:
    yield from _papers(facts, standards)
    yield from _checks(facts, standards)


def _papers(facts: Facts, standards: Standards) -> Iterator[Draft]:
    for piece, paper in facts.coded_papers:
        if not paper.held_by:
            continue
        yield Draft(
            code=Code.DROP_PAPER,
            about=piece.removeprefix("paper:"),
            sentence=Words(
                f"{paper.name}の提出をやめ、{paper.held_by}の情報で確かめる",
                f"Stop asking for “{paper.name}”; confirm it with the data of {paper.held_by}",
            ),
            reason=Words(
                f"{paper.name}の情報は{paper.held_by}がすでに持っています",
                f"{paper.held_by} already holds what “{paper.name}” says",
            ),
            presumes=(
                Words(
                    f"{paper.held_by}から情報を得る根拠（法令または本人の同意）があること",
                    f"A law, or the applicant's consent, lets the office get the data from {paper.held_by}",
                ),
            ),
            cuts=(
                Cut(piece, side=Side.APPLICANT),
                Cut(piece, 1 - standards.look_up, side=Side.OFFICE),
            ),
        )


def _checks(facts: Facts, standards: Standards) -> Iterator[Draft]:
    for piece, check in facts.coded_checks:
        if not check.register:
            continue
        share = round(standards.exceptions * 100)
        yield Draft(
            code=Code.AUTOMATE_CHECK,
            about=piece.removeprefix("check:"),
            sentence=Words(
                f"「{check.name}」を{check.register}との自動照合にする",
                f"Let “{check.name}” be confirmed automatically by {check.register}",
            ),
            reason=Words(
                f"{check.register}で確かめられる内容を、職員が1件{check.minutes}分かけて見ています",
                f"Staff spend {check.minutes} minutes a case on what {check.register} can confirm",
            ),
            presumes=(
                Words(
                    f"{check.register}とつながること。合わない{share}%は職員が見ること",
                    f"There is a connection to {check.register}; staff look at the {share}% that do not match",
                ),
            ),
            cuts=(Cut(piece, 1 - standards.exceptions),),
        )
