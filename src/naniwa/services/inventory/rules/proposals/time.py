"""Time: fewer renewals, one visit for two procedures, offices asked at once, and days that are promised."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from naniwa.services.inventory.rules.facts import Facts, Standards
from naniwa.services.inventory.rules.proposals.proposal import Code, Draft
from naniwa.services.inventory.rules.words import Words
from naniwa.services.inventory.rules.work import Cut, DayCut, Side


def drafts(facts: Facts, standards: Standards) -> Iterator[Draft]:
    yield from _validity(facts, standards)
    yield from _parallel(facts)
    yield from _promise(facts, standards)


def merging(facts: Facts, others: Iterable[Facts]) -> Iterator[Draft]:
    """The smaller goes into the largest for the same applicant and moment, so that no visit is saved on both sides."""
    host = min((facts, *others), key=lambda one: (-one.volume, one.code))
    if host.code == facts.code:
        return
    yield Draft(
        code=Code.MERGE,
        about=host.code,
        sentence=Words(f"「{host.name}」と一度に申請できるようにする", f"Let people apply together with “{host.name}”"),
        reason=Words(
            f"同じ人が同じとき（{facts.moment}）に行う手続です",
            f"The same people apply for both at the same moment ({facts.moment})",
        ),
        presumes=(
            Words(
                f"この手続をする人が「{host.name}」もすること。両方の担当が申請書を一つにできること",
                f"Those who apply for this also apply for “{host.name}”, and both offices can share one form",
            ),
        ),
        cuts=(
            Cut("travel"),
            Cut("basics"),
            Cut("receive", side=Side.OFFICE),
            Cut("letter", side=Side.OFFICE),
        ),
    )


def _validity(facts: Facts, standards: Standards) -> Iterator[Draft]:
    years, longer = facts.validity_years, standards.validity_years
    if not years or years >= longer or facts.validity_by_law or not facts.renewals or not facts.volume:
        return
    renewing = Fraction(min(facts.renewals, facts.volume), facts.volume)
    fewer = renewing * (1 - Fraction(years, longer))
    lost = int(facts.fee * facts.volume * fewer)
    presumes = [Words("短い期間を定める法令がないこと", "No law sets the shorter period")]
    if lost:
        presumes.append(
            Words(f"手数料の収入が年に約{lost:,}円減ること", f"Income from fees falls by about {lost:,} yen a year")
        )
    yield Draft(
        code=Code.LENGTHEN_VALIDITY,
        sentence=Words(
            f"有効期間を{years}年から{longer}年に延ばす", f"Lengthen validity from {_years(years)} to {_years(longer)}"
        ),
        reason=Words(
            f"年に{facts.renewals:,}件が、{years}年ごとの更新です",
            f"{facts.renewals:,} cases a year only renew, every {_years(years)}",
        ),
        presumes=tuple(presumes),
        cuts=(Cut("*", fewer),),
    )


def _years(years: int) -> str:
    return f"{years} year" if years == 1 else f"{years} years"


def _parallel(facts: Facts) -> Iterator[Draft]:
    days = [one.days for one in facts.consultations]
    shorter = sum(days) - max(days, default=0)
    if facts.in_parallel or shorter <= 0:
        return
    offices = [one.office for one in facts.consultations]
    yield Draft(
        code=Code.PARALLEL,
        sentence=Words(f"{'・'.join(offices)}に同時に照会する", f"Ask {', '.join(offices)} at the same time"),
        reason=Words(
            f"一つずつ照会しているため、合わせて{sum(days)}日かかっています",
            f"They are asked one after another, which takes {sum(days)} days in all",
        ),
        presumes=(Words("一つの回答を待たずに次を判断できること", "None of them needs the answer of another"),),
        day_cuts=(DayCut("consultations", shorter),),
    )


def promise(facts: Facts, standards: Standards) -> int:
    """Days that a case needs: consultations as they are made today, the work itself, and some slack."""
    days = [one.days for one in facts.consultations]
    asked = max(days, default=0) if facts.in_parallel else sum(days)
    return asked + -(-facts.office_minutes // standards.minutes_a_day) + standards.slack_days


def _promise(facts: Facts, standards: Standards) -> Iterator[Draft]:
    days = promise(facts, standards)
    if facts.cycle_days <= days or (facts.promised_days is not None and facts.promised_days <= days):
        return
    yield Draft(
        code=Code.PROMISE,
        sentence=Words(f"{days}日以内に結果を出すと約束する", f"Promise a result within {days} days"),
        reason=Words(
            f"照会と作業に要る日数は{days}日で、今は{facts.cycle_days}日かかっています",
            f"Consultations and work need {days} days; it now takes {facts.cycle_days}",
        ),
        presumes=(Words("待っている申請を毎日確かめること", "Somebody looks every day at what is waiting"),),
        day_cuts=(DayCut("promise", limit=days),),
    )
