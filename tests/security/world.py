"""One office with a case in every state, its people, and those outside: what every attack is tried on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from uuid import UUID

from django.test import Client
from django.utils import timezone

from naniwa.kernel.documents import operations as documents
from naniwa.kernel.documents.models import Document
from naniwa.kernel.documents.tests.conftest import paper as pdf_of
from naniwa.kernel.fees.models import Difference, Payment
from naniwa.kernel.fees.operations import NewCharge, hear, open_charges
from naniwa.kernel.fees.operations.cashing_up import cash_up
from naniwa.kernel.fees.providers import Notice, NoticeKind
from naniwa.kernel.forms.definition.source import parse
from naniwa.kernel.mandates.models import Mandate
from naniwa.kernel.organisations import operations as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.payments import operations as payments
from naniwa.kernel.payments.models import Run
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person, Role
from naniwa.library.banking_days import after
from naniwa.library.periods import day_of
from naniwa.services.procedures.models import Amendment, Application, Batch, Design, Draft, Hold, PaperForm
from naniwa.services.procedures.operations import checklist, drafts, holds, paper, publishing, review
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.staff_sessions import signed_in
from tests.security import (
    appointments,
    beds,
    check_ins,
    consultation,
    counter,
    designer,
    fees,
    inventory,
    mandates,
    outbreak,
    overlays,
    taxes,
)

ROLES = tuple(str(role.value) for role in Role)
ELSEWHERE = "271403"  # Sakai, which has no part in cases of Osaka City
FORMULA = '=HYPERLINK("https://evil.example/","株式会社")'
TWENTY_DAYS = timedelta(days=20)


@dataclass(frozen=True)
class World:
    """`waiting` is nobody's yet, `faulty` has its notice drafted; `notified` waits for its applicant, `claimed` (whose applicant is called by a formula) for its reviewer, `reviewed` for a decision; `approved` is paid by `run`."""

    version: Live
    owner: Person
    stranger: Person
    staff: dict[str, Person]
    outsider: Person
    waiting: Application
    faulty: Application
    notified: Application
    claimed: Application
    reviewed: Application
    approved: Application
    draft: Draft
    document: Document
    run: Run
    batch: Batch
    hold: Hold
    paper: PaperForm
    inventory: inventory.Things
    amendment: Amendment
    design: Design
    appointments: appointments.Things
    consultation: consultation.Things
    check_ins: check_ins.Things
    outbreak: outbreak.Things
    beds: beds.Things
    payment: Payment
    mandate: Mandate
    difference: Difference
    taxes: taxes.Things

    def clients(self, *who: str) -> dict[str, Client]:
        return {one: self.client(one) for one in who}

    def client(self, who: str) -> Client:
        """Signed in as `owner`, `stranger`, `outsider` (staff of another office with every role), or one role."""
        if who == "nobody":
            return Client()
        person = {**self.staff, "owner": self.owner, "stranger": self.stranger, "outsider": self.outsider}[who]
        if person.kind == "staff":
            return signed_in(person)
        client = Client()
        client.force_login(person)
        return client


def build() -> World:
    """Everything through the real operations, in the present."""
    now = timezone.now()
    version = _published(now)
    staff = {role: factories.staff(f"{role}@pref.example.jp", role) for role in ROLES}
    outsider = factories.staff("outsider@sakai.example.jp", *ROLES, office=ELSEWHERE)
    owner, stranger = factories.resident("owner@example.jp"), factories.resident("stranger@example.jp", "𠮷野 太郎")
    colleague = factories.staff("colleague@pref.example.jp", "reviewer", "approver", "payer", "releaser")
    claimed = factories.received(version, by=owner, now=now, company_name=FORMULA)
    with as_system():
        review.claim(application=claimed, by=staff["reviewer"], now=now)
    approved = factories.approved(version, reviewer=staff["reviewer"], approver=staff["approver"], by=owner, now=now)
    notified = factories.notified(version, reviewer=staff["reviewer"], by=owner, now=now)
    reviewed = factories.reviewed(version, reviewer=colleague, by=owner, now=now)
    run = _run(version, colleague, now)
    factories.approved(version, reviewer=staff["reviewer"], approver=staff["approver"], by=owner, now=now)
    faulty = factories.received(version, by=owner, name=factories.FAULTY, now=now)
    with as_system():
        review.claim(application=faulty, by=staff["reviewer"], now=now)
    payment = _payment(fresh(notified), staff["cashier"], now)
    cashier = Staff(staff["cashier"], notified.organisation, frozenset({"cashier"}))
    return World(
        version=version,
        owner=owner,
        stranger=stranger,
        staff=staff,
        outsider=outsider,
        waiting=factories.received(version, by=owner, now=now),
        faulty=fresh(faulty),
        notified=fresh(notified),
        claimed=fresh(claimed),
        reviewed=fresh(reviewed),
        approved=fresh(approved),
        draft=drafts_of(version, owner, now),
        document=_paper(version, owner, now),
        run=run,
        batch=_batch(version, staff["reviewer"], now),
        hold=_hold(reviewed, staff["auditor"], now),
        paper=_desk(version, fresh(claimed), staff["reviewer"], now),
        inventory=_inventory(version, staff["publisher"], colleague, now),
        amendment=overlays.build(now=now),
        design=_design(version, staff["publisher"], now),
        appointments=_appointments(version, staff["publisher"], owner, now),
        mandate=mandates.build(owner=owner, agent=factories.resident("agent@example.jp"), now=now),
        payment=payment,
        difference=fees.build(payment, by=cashier, now=now),
        taxes=taxes.build(by=cashier, name=FORMULA, now=now),
        consultation=_consultation(version, staff, owner, now),
        check_ins=_check_ins(version, staff, now),
        outbreak=outbreak.build(office=notified.organisation, staff=staff, now=now),
        beds=beds.build(office=notified.organisation, staff=staff, now=now),
    )


def fresh(case: Application) -> Application:
    with as_system():
        return Application.objects.get(pk=case.pk)


def drafts_of(version: Live, owner: Person, now: datetime) -> Draft:
    with as_system():
        return drafts.start(version=version, by=owner, language="ja", now=now)


LICENCE = """
certificate:
  title: {ja: 支援証, en: Certificate}
  text: {ja: 支援します。, en: Supported.}
"""
"""What an approval gives here, so that its paper has an address."""


def _published(now: datetime) -> Live:
    organisations.load_reference()
    window = {"opens_at": now - TWENTY_DAYS, "closes_at": now + TWENTY_DAYS, "corrections_until": now + 2 * TWENTY_DAYS}
    text = factories.CLOSURE.read_text(encoding="utf-8").replace("\nnotices:", f"{LICENCE}\nnotices:", 1)
    with as_system():
        return live(publishing.publish_source(source=parse(text, file="closure"), by=None, now=now, window=window).pk)


def _paper(version: Live, owner: Person, now: datetime) -> Document:
    office = Organisation.objects.get(pk=version.organisation_id)
    with as_system():
        kept = documents.accept(
            BytesIO(pdf_of()), name="通帳.pdf", person=owner, organisation=office, field="bank_book", now=now
        )
        documents.assign([kept.pk], organisation=office, partner=None, person=owner, now=now)
        return Document.objects.get(pk=kept.pk)


def _run(version: Live, by: Person, now: datetime) -> Run:
    office = Organisation.objects.get(pk=version.organisation_id)
    day = after(timezone.localdate(now), 3)
    with as_system():
        payments.set_paying_account(
            organisation=office,
            client_code="1234567890",
            client_name="オオサカフ",
            bank_code="0010",
            branch_code="101",
            account_type="2",
            account_number="7654321",
            by=None,
            now=now,
        )
        return payments.collect(organisation=office, procedure=version.procedure.slug, transfer_on=day, by=by, now=now)


def _batch(version: Live, by: Person, now: datetime) -> Batch:
    with as_system():
        return Batch.objects.create(
            kind="notices", organisation_id=version.organisation_id, ids=[], total=0, by=by, started_at=now
        )


def _hold(case: Application, by: Person, now: datetime) -> Hold:
    with as_system():
        clerk = Staff(person=by, organisation=case.organisation, roles=frozenset())
        return holds.hold_case(application=case, reason="訴訟のため", until=None, by=clerk, now=now)


def _desk(version: Live, case: Application, by: Person, now: datetime) -> PaperForm:
    """A paper that is being keyed in, a point that was ticked off, and the time that a case lay open."""
    point = next(check.code for check in version.form.checks.values() if check.must is None)
    with as_system():
        checklist.tick(application=case, point=point, by=by, now=now)
        checklist.took(application=case, stage="review", opened_at=now - timedelta(minutes=3), now=now)
        clerk = Staff(person=by, organisation=case.organisation, roles=frozenset({"reviewer"}))
        form, _new = paper.open_form(
            number=UUID(int=7), version=version, received_on=timezone.localdate(now), language="ja", by=clerk, now=now
        )
        counter.build(form, case, by=clerk, now=now)
        return form


def _inventory(version: Live, lead: Person, contact: Person, now: datetime) -> inventory.Things:
    office = Organisation.objects.get(pk=version.organisation_id)
    with as_system():
        clerk = Staff(person=lead, organisation=office, roles=frozenset({"publisher"}))
        return inventory.build(lead=clerk, contact=contact, title=FORMULA, now=now)


def _design(version: Live, by: Person, now: datetime) -> Design:
    office = Organisation.objects.get(pk=version.organisation_id)
    return designer.build(by=Staff(person=by, organisation=office, roles=frozenset({"publisher"})), now=now)


def _consultation(version: Live, staff: dict[str, Person], owner: Person, now: datetime) -> consultation.Things:
    office = Organisation.objects.get(pk=version.organisation_id)
    lead, clerk = (Staff(staff[role], office, frozenset({role})) for role in ("publisher", "reviewer"))
    return consultation.build(lead=lead, clerk=clerk, owner=owner, now=now)


def _check_ins(version: Live, staff: dict[str, Person], now: datetime) -> check_ins.Things:
    office = Organisation.objects.get(pk=version.organisation_id)
    centre, keeper = (Staff(staff[role], office, frozenset({role})) for role in ("reviewer", "administrator"))
    return check_ins.build(centre=centre, keeper=keeper, approver=staff["approver"], now=now)


def _appointments(version: Live, lead: Person, owner: Person, now: datetime) -> appointments.Things:
    office = Organisation.objects.get(pk=version.organisation_id)
    clerk = Staff(person=lead, organisation=office, roles=frozenset({"publisher"}))
    return appointments.build(lead=clerk, owner=owner, now=now)


def _payment(case: Application, by: Person, now: datetime) -> Payment:
    """A fee of the case that was paid and given back, so that it is open again, and an attempt to pay it once more."""
    new = NewCharge(
        reference=case.reference,
        item="copies",
        subject=case.procedure,
        title="写しの手数料",
        title_en="Fee for copies",
        amount_yen=300,
        payer_name=case.applicant_name,
        organisation_id=case.organisation_id,
        person_id=case.person_id,
    )
    charge = open_charges([new], by=None, now=now)[0]
    with as_system():
        tries = [
            Payment.objects.create(
                charge=charge,
                provider="gone",
                method="card",
                amount_yen=300,
                provider_reference="x",
                page_url="http://127.0.0.1:9/",
                started_at=now,
                changed_at=now,
            )
            for _ in range(2)
        ]
    kinds: tuple[NoticeKind, ...] = ("captured", "refunded")
    clerk = Staff(by, case.organisation, frozenset({"cashier"}))
    with as_system():
        cash_up(counter="2番窓口", day=day_of(now), counted_yen=0, reason="", by=clerk, now=now)
    for number, kind in enumerate(kinds):
        told = Notice(
            number=f"m{number}",
            kind=kind,
            order=tries[0].public_id,
            amount_yen=300,
            happened_at=now,
            refund="r" if kind == "refunded" else "",
        )
        hear(told, provider="gone", now=now)
    return tries[1]
