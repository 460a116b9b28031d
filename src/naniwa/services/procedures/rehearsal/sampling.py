"""Sample cases for the demo: some in every state, with papers, brought there by the real operations."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from naniwa.kernel.jobs.pending import run_pending
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.payments import operations as payments
from naniwa.kernel.payments.errors import NothingToPay
from naniwa.kernel.payments.failure_list import FailedTransfer
from naniwa.kernel.payments.models import Run
from naniwa.kernel.payments.queries import runs
from naniwa.kernel.people.models import Person, PersonKind
from naniwa.library.banking_days import after
from naniwa.library.periods import day_of
from naniwa.services.procedures import definitions
from naniwa.services.procedures.models import Application, Notice, NoticeState, Outcome, Stage, State
from naniwa.services.procedures.operations import (
    bulk_review,
    corrections,
    decisions,
    intake,
    notices,
    publishing,
    recalls,
    review,
    withdrawals,
)
from naniwa.services.procedures.operations.preparing import RefusedAtEntry, prepare
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.rehearsal.applicants import Applicant, applicants, changes
from naniwa.services.procedures.rehearsal.papers import Papers

DAYS = 20
# Of those told to mend something, how many have answered by now.
ANSWERED = 0.6
DAY = timedelta(days=1)
IN_ORDER = "書類がそろい、要件を満たしています。"
NOT_CLOSED = "休業期間中に営業していたことが、後日の調査でわかりました。"
NOT_MET = "売上の減少が要件を満たしていません。"


@dataclass(frozen=True, kw_only=True)
class Staff:
    """Who plays which part."""

    reviewers: tuple[Person, Person]
    approver: Person
    second_approver: Person
    payer: Person
    releaser: Person


def publish_all(*, now: datetime) -> list[Live]:
    """Publish what ships with Naniwa, open for a month before and after."""
    window = {"opens_at": now - 31 * DAY, "closes_at": now + 30 * DAY, "corrections_until": now + 50 * DAY}
    with as_system():
        versions = [
            publishing.publish(path=path, by=None, now=now - 31 * DAY, window=window) for path in definitions.shipped()
        ]
        return [live(version.pk) for version in versions]


class Sample:
    """A season of one procedure in small, ending now."""

    def __init__(self, version: Live, staff: Staff, *, now: datetime, seed: int) -> None:
        self.version = version
        self.staff = staff
        self.now = now
        self.random = Random(seed)  # noqa: S311 - a simulation
        self.office = Organisation.objects.get(pk=version.organisation_id)
        self.papers = Papers(version, self.office)
        self.mending: dict[str, Mapping[str, object]] = {}

    def lay_out(self, count: int, *, seed: int) -> None:
        """Applications over the last weeks, and everything that follows from them."""
        people = applicants(self.version.procedure, count=count, seed=seed)
        for number, applicant in enumerate(people):
            at = self.now - DAYS * DAY * (1 - number / count) - timedelta(minutes=self.random.randrange(600))
            receive(self.version, self.papers, applicant, at=at, mending=self.mending)
        self._tell()
        self._send_notices()
        self._mend()
        self._withdraw()
        self._review()
        self._decide()
        if self.version.procedure.pays:
            self._pay()
            self._recall()

    def _tell(self) -> None:
        """Deliver what has happened, as the worker would."""
        run_pending(now=self.now, queues=["events"])

    def _cases(self, **conditions: object) -> list[Application]:
        with as_system():
            return list(
                Application.objects.filter(procedure=self.version.procedure.slug, **conditions).order_by("received_at")
            )

    def _send_notices(self) -> None:
        """Drafts of the last days still wait for a person."""
        with as_system():
            drafts = Notice.objects.filter(
                state=NoticeState.DRAFT, application__among=self._cases(received_at__lt=self.now - 4 * DAY)
            )
            for notice in drafts.select_related("application"):
                at = notice.application.received_at + 2 * DAY
                notices.send_notices(notice_ids=[notice.pk], by=self.staff.reviewers[0], now=at)

    def _mend(self) -> None:
        for case in self._cases(state=State.NEEDS_CORRECTION):
            answers = self.random.random() < 0.6  # noqa: PLR2004 - most people do
            if answers and case.reference in self.mending and case.person is not None:
                with as_system():
                    mended = self.papers.hand_in(
                        changes(self.mending[case.reference], case.answers),
                        person_id=case.person.pk,
                        partner_id=case.partner_id,
                        at=case.state_at + DAY,
                        assigned=False,
                    )
                    self.papers.keep()
                    corrections.resubmit(application=case, changes=mended, by=case.person, now=case.state_at + DAY)

    def _withdraw(self) -> None:
        for case in self._cases(state=State.RECEIVED)[3:200:60]:
            if case.person is not None:
                with as_system():
                    withdrawals.withdraw(
                        application=case, reason="", by=case.person, now=case.received_at + timedelta(hours=3)
                    )

    def _review(self) -> None:
        """Old cases are reviewed, a few are in somebody's hands, the newest wait, and so do the last answers."""
        fresh = {case.pk for case in self._cases(state=State.RESUBMITTED)[-2:]}
        old = [
            case for case in self._cases(stage=Stage.REVIEW, received_at__lt=self.now - 6 * DAY) if case.pk not in fresh
        ]
        half = len(old) // 2
        for some, reviewer in ((old[:half], self.staff.reviewers[0]), (old[half:], self.staff.reviewers[1])):
            ids = [case.pk for case in some]
            with as_system():
                bulk_review.close_mended(case_ids=ids, by=reviewer, now=self.now - 3 * DAY)
                bulk_review.pass_clean(case_ids=ids, comment=IN_ORDER, by=reviewer, now=self.now - 3 * DAY)
        waiting = self._cases(stage=Stage.REVIEW, state=State.RECEIVED, assignee=None)
        for number, case in enumerate(waiting[:9]):
            with as_system():
                review.claim(application=case, by=self.staff.reviewers[number % 2], now=self.now - DAY)
        self._propose_declined(waiting[:2])

    def _propose_declined(self, cases: list[Application]) -> None:
        for case in cases:
            with as_system():
                taken = Application.objects.get(pk=case.pk)
                if taken.assignee is not None:
                    review.finish_review(
                        application=taken,
                        outcome=Outcome.DECLINED,
                        amount_yen=0,
                        comment=NOT_MET,
                        by=taken.assignee,
                        now=self.now - DAY,
                    )

    def _decide(self) -> None:
        """The newest of those reviewed still wait for the decision."""
        reviewed = self._cases(stage=Stage.DECISION)
        declined = [case for case in reviewed if case.proposed_outcome == Outcome.DECLINED][:1]
        ids = [case.pk for case in [*reviewed[: len(reviewed) * 3 // 4], *declined]]
        with as_system():
            decisions.decide_many(case_ids=ids, by=self.staff.approver, now=self.now - 2 * DAY)

    def _pay(self) -> None:
        """One run has come back from the bank with failures, one is at the bank, and one waits for its release."""
        count = len(self._cases(state=State.APPROVED))
        if not count:
            return
        begun = self.now - 2 * DAY
        back = self._run(at=begun, transfer_on=after(day_of(begun), 1), limit=max(1, count // 2), released=True)
        with as_system():
            references = runs.references(back.public_id)
            failures = [FailedTransfer(reference=reference, reason="口座なし") for reference in references[:60:20]]
            payments.confirm(run=back, failures=failures, by=self.staff.payer, now=self.now - timedelta(hours=5))
        self._tell()
        soon = after(day_of(self.now), 2)
        for hours, released in ((2, True), (1, False)):
            at = self.now - timedelta(hours=hours)
            with suppress(NothingToPay):
                self._run(at=at, transfer_on=soon, limit=max(1, count // 6), released=released)

    def _recall(self) -> None:
        """Of what was paid, one turns out to be wrong."""
        for case in self._cases(state=State.PAID)[:1]:
            with as_system():
                recalls.recall(
                    application=case,
                    reason=NOT_CLOSED,
                    due_on=day_of(self.now + 30 * DAY),
                    by=self.staff.second_approver,
                    now=self.now - timedelta(hours=1),
                )

    def _run(self, *, at: datetime, transfer_on: date, limit: int, released: bool) -> Run:
        with as_system():
            run = payments.collect(
                organisation=self.office,
                procedure=self.version.procedure.slug,
                by=self.staff.payer,
                transfer_on=transfer_on,
                now=at,
                limit=limit,
            )
            if released:
                run = payments.release(run=run, by=self.staff.releaser, now=at + timedelta(minutes=20))
        self._tell()
        return run


def receive(
    version: Live,
    papers: Papers,
    applicant: Applicant,
    *,
    at: datetime,
    mending: dict[str, Mapping[str, object]] | None = None,
) -> Application | None:
    """One simulated person hands in an application; None if the form refuses it."""
    with as_system():
        person, _ = Person.objects.get_or_create(
            email=applicant.identity.email,
            defaults={"name": applicant.identity.full_name, "kind": PersonKind.BUSINESS, "created_at": at},
        )
        answers = papers.hand_in(applicant.answers, person_id=person.pk, partner_id=None, at=at, assigned=True)
        try:
            prepared = prepare(version, answers, received_on=day_of(at))
        except RefusedAtEntry:
            papers.forget()
            return None
        batch = [intake.Intake(prepared=prepared, person_id=person.pk, at=at)]
        [received] = intake.receive(version, batch, by=person, now=at)
        case = Application.objects.get(pk=received.pk)
        papers.keep(partner_id=case.partner_id)
        notices.draft_notices([case.pk], now=at)
    if mending is not None and applicant.mended is not None:
        mending[case.reference] = applicant.mended
    return case
