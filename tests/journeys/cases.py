"""Cases that lie in the office before the first journey: in three towns late and faulty ones, and two to one account."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.services.procedures.models import Application
from naniwa.services.procedures.operations import bulk_review
from naniwa.services.procedures.queries.live import Live, current
from naniwa.services.procedures.rehearsal.applicants import Applicant, Personal, Template, templates
from naniwa.services.procedures.rehearsal.papers import Papers
from naniwa.services.procedures.rehearsal.population import Identity, Population
from naniwa.services.procedures.rehearsal.sampling import receive
from naniwa.web.demo import people
from tests.journeys.applicants import ALIKE, SLUG, Business
from tests.journeys.staff import WAYS

LATE, FAULTY = timedelta(days=25), 3
SEED = 20_200_501


def lay_out(*, now: datetime) -> None:
    version = current(SLUG)
    assert version
    with as_system():
        papers = Papers(version, Organisation.objects.get(pk=version.organisation_id))
    kinds = templates(version.procedure)
    for number, way in enumerate(WAYS.values()):
        who = _people_of(way.town, SEED + number)
        for template in kinds.faulty[:FAULTY]:
            _hand_in(version, papers, next(who), template, at=now - LATE)
        first = next(who)
        for one in (first, _to_the_account_of(first, next(who))):
            case = _hand_in(version, papers, one, kinds.clean[0], at=now - timedelta(days=3))
            _pass(case, now=now)
    _hand_in(version, papers, _alike(), kinds.clean[0], at=now - timedelta(days=1))


def _people_of(town: str, seed: int) -> Iterator[Identity]:
    population = Population(seed)
    population.places = [place for place in population.places if place.city == town]
    return (population.draw(number) for number in range(9_001, 10_000))


def _to_the_account_of(first: Identity, second: Identity) -> Identity:
    return replace(
        second, bank_code=first.bank_code, branch_code=first.branch_code, account_number=first.account_number
    )


def _alike() -> Identity:
    population = Population(SEED - 1)
    population.places = [place for place in population.places if place.postal_code.replace("-", "") == "5400008"]
    who = population.draw(9_000)
    return replace(who, company=ALIKE, company_kana="タニマチショウテン", phone=Business().phone)


def _hand_in(version: Live, papers: Papers, who: Identity, template: Template, *, at: datetime) -> Application:
    answers = Personal(version.procedure, who, 1).rewrite(template.answers)
    case = receive(version, papers, Applicant(who, answers, None), at=at)
    assert case
    return case


def _pass(case: Application, *, now: datetime) -> None:
    """Reviewed by somebody who takes no other part in the office's journeys."""
    reviewer = people.by_key("reviewer_b")
    assert reviewer
    with as_system():
        bulk_review.pass_clean(case_ids=[case.pk], comment="書類がそろっています。", by=reviewer, now=now)
