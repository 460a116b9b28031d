"""What the demo shows: both grants with cases in every state, offices to visit, and applicants who keep arriving."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import transaction

from naniwa.kernel.forms import queries as versions
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.payments import operations as payments
from naniwa.kernel.people import access
from naniwa.kernel.people.models import Person
from naniwa.services.appointments.operations import sampling as appointments
from naniwa.services.check_ins.operations import sampling as check_ins
from naniwa.services.consultation.operations import sampling as consultation
from naniwa.services.outbreak.operations import sampling as outbreak
from naniwa.services.procedures.definitions import FOLDER, shipped
from naniwa.services.procedures.definitions.openness import MARKS
from naniwa.services.procedures.definitions.overlays import base as base_of
from naniwa.services.procedures.definitions.overlays import left_open, places
from naniwa.services.procedures.definitions.overlays.content import Content
from naniwa.services.procedures.models import Application, Notice
from naniwa.services.procedures.operations import notices, overlays, publishing
from naniwa.services.procedures.queries.live import KIND, Live, live
from naniwa.services.procedures.rehearsal.applicants import applicants
from naniwa.services.procedures.rehearsal.papers import Papers
from naniwa.services.procedures.rehearsal.sampling import Sample, Staff, publish_all, receive
from naniwa.services.taxes.operations import sampling as taxes
from naniwa.web.demo import agency

SEED = 20_200_427
SHARES = (0.8, 0.2)
WITH_A_FEE = "residence-certificate"
GRANTS = {path.stem for path in shipped()}
DAY = timedelta(days=1)


@transaction.atomic
def lay_out(ready: dict[str, Person], *, count: int, now: datetime) -> None:
    """Publish and fill in, all of it or nothing, unless that was done before."""
    if versions.all_latest(KIND):
        return
    staff = Staff(
        reviewers=(ready["reviewer_a"], ready["reviewer_b"]),
        approver=ready["approver"],
        second_approver=ready["approver_b"],
        payer=ready["payer"],
        releaser=ready["releaser"],
    )
    published = publish_all(now=now)
    with as_system():
        _paying_account(ready["payer"], now)
    for number, (version, share) in enumerate(zip(published, SHARES, strict=True)):
        sample = Sample(version, staff, now=now, seed=SEED + number)
        sample.lay_out(round(count * share), seed=SEED + number)
    _with_a_fee(ready, now)
    _one_to_mend(published[0], ready["business"], by=staff.reviewers[0], now=now)
    appointments.load_samples(by=ready["publisher"], now=now)
    taxes.load_samples(by=ready["cashier_osaka"], now=now)
    agency.lay_out(ready, Organisation.objects.get(code="270008-commerce"), now=now)
    talking = consultation.Talking(lead=ready["publisher"], clerk=ready["reviewer_a"], resident=ready["business"])
    consultation.load_samples(talking, now=now)
    keeping = check_ins.Keeping(keeper=ready["keeper"], centre=ready["reviewer_a"], officer=ready["approver"])
    check_ins.load_samples(keeping, now=now)
    _an_outbreak(ready, now)


def _an_outbreak(ready: dict[str, Person], now: datetime) -> None:
    """A health centre with patients who wait for a call, report each day, or are RED."""
    offices = {
        "administrator": "270008-commerce",
        "supervisor": "271004-health",
        "caller": "271004-health",
        "clinic": "270008-clinic",
    }
    staff = {
        key: access.Staff(ready[key], Organisation.objects.get(code=code), frozenset({key}))
        for key, code in offices.items()
    }
    outbreak.load_samples(outbreak.Answering(**staff, municipality="271004"), now=now)


def _one_to_mend(version: Live, owner: Person, *, by: Person, now: datetime) -> None:
    """The demo's business has applied, and is asked to correct something."""
    everyone = applicants(version.procedure, count=1_000, seed=SEED - 1)
    faulty = next(one for one in everyone if one.mended is not None)
    theirs = replace(faulty, identity=replace(faulty.identity, email=owner.email or ""))
    with as_system():
        case = receive(version, _papers(version), theirs, at=now - timedelta(days=3))
        drafts = Notice.objects.filter(application=case).values_list("pk", flat=True)
        notices.send_notices(notice_ids=list(drafts), by=by, now=now - timedelta(days=1))


def _with_a_fee(ready: dict[str, Person], now: datetime) -> None:
    """A procedure for which the applicant pays, offered to municipalities and begun by one of them, to be tried."""
    window = {"opens_at": now - 31 * DAY, "closes_at": now + 30 * DAY, "corrections_until": now + 50 * DAY}
    city = Organisation.objects.get(code="271004")
    roles = frozenset({"publisher"})
    one, other = (access.Staff(ready[key], city, roles) for key in ("publisher_osaka", "publisher_osaka_b"))
    with as_system():
        file = FOLDER / "library" / f"{WITH_A_FEE}.yaml"
        base = publishing.publish(path=file, by=None, now=now - 31 * DAY, window=window)
        at = now - 30 * DAY
        adoption = overlays.start(base=WITH_A_FEE, by=one, now=at)
        content = Content(_decided(base.source), "")
        draft = overlays.save(adoption=adoption, content=content, seen=0, by=one, now=at)
        overlays.propose(amendment=draft, seen=draft.revision, by=one, now=at)
        overlays.accept(amendment=draft, seen=draft.revision, by=other, now=at)


def _decided(source: str) -> dict[str, Any]:
    """What Osaka City says wherever the base leaves the word to a municipality."""
    document = base_of(source).document
    said = {place: places.get(document, place) for place in left_open(document)}
    return {place: {key: _by_osaka(words) for key, words in text.items()} for place, text in said.items()}


def _by_osaka(words: str) -> str:
    return words.replace(MARKS[0], "大阪市が定める").replace(MARKS[1], "set by Osaka City")


def _papers(version: Live) -> Papers:
    return Papers(version, Organisation.objects.get(pk=version.organisation_id))


def _paying_account(by: Person, now: datetime) -> None:
    payments.set_paying_account(
        organisation=Organisation.objects.get(code="270008-commerce"),
        client_code="2700080001",
        client_name="オオサカフ",
        bank_code="0158",
        branch_code="101",
        account_type="1",
        account_number="0000001",
        by=by,
        now=now,
    )


def arrive(*, now: datetime) -> Application | None:
    """One more applicant, of whichever grant of the demo; what was published since is left to those who made it."""
    random = Random()  # noqa: S311 - a simulation
    grants = [one for one in versions.all_latest(KIND) if one.slug in GRANTS]
    version = live(random.choice(grants).pk)
    with as_system():
        papers = _papers(version)
    seed = random.randrange(10**6, 10**9)
    applicant = next(applicants(version.procedure, count=1, seed=seed))
    return receive(version, papers, applicant, at=now)
