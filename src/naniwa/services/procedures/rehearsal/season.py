"""A whole season, stage by stage: people apply, are sent back, mend, are decided on and paid, by sets."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import batched
from pathlib import Path
from random import Random

from django.db.models import QuerySet
from rich.progress import Progress

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.procedures.models import Application, Deficiency, Finder, Notice, NoticeState, Stage, State
from naniwa.services.procedures.operations import (
    bulk_review,
    corrections,
    decisions,
    notices,
    receipts,
    reminders,
    withdrawals,
)
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.rehearsal.applicants import changes
from naniwa.services.procedures.rehearsal.arrivals import Helpers
from naniwa.services.procedures.rehearsal.fees import pay_fees
from naniwa.services.procedures.rehearsal.papers import Papers
from naniwa.services.procedures.rehearsal.personnel import Personnel
from naniwa.services.procedures.rehearsal.report import Report, StageTime

CHUNK = 5_000
FEW = 500
# How people behave in the simulation: of those told to mend, and of all open cases.
MEND, WITHDRAW = 0.93, 0.004
IN_ORDER = "書類がそろい、要件を満たしています。"
NEVER_MENDED = "期限までに不備が直りませんでした。"


class Season:
    """Plays a season up to the decisions; every write goes through the operations that the site uses."""

    def __init__(self, version: Live, staff: Personnel, report: Report, *, seed: int, progress: Progress) -> None:
        self.version = version
        self.staff = staff
        self.report = report
        self.progress = progress
        self.random = Random(seed)  # noqa: S311 - a simulation
        self.now = version.opens_at + timedelta(hours=9)
        self.papers = Papers(version, staff.office)
        self.mending: dict[str, dict[str, object]] = {}

    def apply(self, files: list[Path], helpers: Helpers) -> None:
        """Take in what arrives."""
        with self.stage("intake", self.report.applicants) as done:
            for taken in helpers.take_in(files, now=self.now):
                self.report.received += taken.received
                self.report.refused_at_entry += taken.refused
                self.mending |= taken.mending
                done(taken.received + taken.refused)
        self.by_sets("receipts", self.cases(), self._send_receipts)

    def review(self) -> None:
        """Send back what is faulty, wait for the answers, and review everything."""
        if self.version.procedure.fees:
            self.by_sets("fees", self.cases(), self._pay_fees, size=FEW)
        self.now += timedelta(days=2)
        self.by_sets("draft notices", self.cases(deficiencies__isnull=False).distinct(), self._draft)
        self.by_sets("withdrawals", self.some(self.cases(), WITHDRAW), self._withdraw, size=FEW)
        drafts = Notice.objects.filter(state=NoticeState.DRAFT)
        self.by_sets("send notices", drafts, self._send, size=1_000)
        self.now += timedelta(days=5)
        mending = self.some(self.cases(state=State.NEEDS_CORRECTION), MEND)
        self.by_sets("corrections", mending, self._mend, size=FEW)
        self.by_sets("close mended", self.cases(state=State.RESUBMITTED), self._close_mended)
        self.by_sets("review", self.cases(state__in=bulk_review.REVIEWABLE), self._pass)
        self._give_up_waiting()

    def decide(self) -> None:
        """Decide on everything reviewed, by another person."""
        self.now += timedelta(days=1)
        self.by_sets("decide", self.cases(stage=Stage.DECISION), self._decide)

    def _send_receipts(self, ids: Sequence[int]) -> None:
        references = Application.objects.filter(pk__among=ids).values_list("reference", flat=True)
        receipts.send_receipts(list(references), now=self.now)

    def _pay_fees(self, ids: Sequence[int]) -> None:
        references = list(Application.objects.filter(pk__in=ids).values_list("reference", flat=True))
        self.report.fees_paid_yen += pay_fees(references, by=self.staff.reviewer, now=self.now)

    def _draft(self, ids: Sequence[int]) -> None:
        self.report.notices_drafted += notices.draft_notices(ids, now=self.now)

    def _withdraw(self, ids: Sequence[int]) -> None:
        for case in self._with_persons(ids):
            if case.person is not None:
                withdrawals.withdraw(application=case, reason="", by=case.person, now=self.now)
                self.report.withdrawn += 1

    def _send(self, ids: Sequence[int]) -> None:
        sent = notices.send_notices(notice_ids=ids, by=self.staff.reviewer, now=self.now)
        self.report.notices_sent += sent.sent

    def _mend(self, ids: Sequence[int]) -> None:
        cases = [case for case in self._with_persons(ids) if case.reference in self.mending]
        changes = {case.pk: self._with_papers(case) for case in cases}
        self.papers.keep()
        self.report.corrected += len(corrections.resubmit_many(changes=changes, now=self.now))

    def _with_persons(self, ids: Sequence[int]) -> list[Application]:
        return list(Application.objects.filter(pk__among=ids).select_related("person"))

    def _with_papers(self, case: Application) -> dict[str, object]:
        """The mended answers; fields whose papers change get real documents."""
        return self.papers.hand_in(
            changes(self.mending[case.reference], case.answers),
            person_id=case.person_id or 0,
            partner_id=case.partner_id,
            at=self.now,
            assigned=False,
        )

    def _close_mended(self, ids: Sequence[int]) -> None:
        bulk_review.close_mended(case_ids=ids, by=self.staff.reviewer, now=self.now)

    def _pass(self, ids: Sequence[int]) -> None:
        bulk_review.pass_clean(case_ids=ids, comment=IN_ORDER, by=self.staff.reviewer, now=self.now)

    def _give_up_waiting(self) -> None:
        """The deadline passes; what never came back is proposed to be declined."""
        days = timedelta(days=self.version.procedure.correction.days)
        self.now = (self.version.corrections_until or self.now + days) + timedelta(hours=1)
        with self.stage("expire", 0) as done, as_system():
            while count := reminders.close_expired(now=self.now):
                done(count)
        left = self.cases(state=State.UNDER_REVIEW, stage=Stage.REVIEW)
        self.by_sets("decline", left, self._decline)

    def _decline(self, ids: Sequence[int]) -> None:
        bulk_review.propose_declined(case_ids=ids, comment=NEVER_MENDED, by=self.staff.reviewer, now=self.now)

    def _decide(self, ids: Sequence[int]) -> None:
        decided = decisions.decide_many(case_ids=ids, by=self.staff.approver, now=self.now)
        self.report.approved += decided.approved
        self.report.rejected += decided.declined

    def cases(self, **conditions: object) -> QuerySet[Application]:
        """Cases of the rehearsed procedure."""
        return Application.objects.filter(procedure=self.version.procedure.slug, **conditions)

    def some(self, found: QuerySet[Application], share: float) -> list[int]:
        """A random share of the cases."""
        with as_system():
            ids = list(found.order_by("pk").values_list("pk", flat=True))
        return sorted(self.random.sample(ids, round(len(ids) * share)))

    def by_sets(
        self,
        name: str,
        found: QuerySet[Application] | QuerySet[Notice] | list[int],
        step: Callable[[Sequence[int]], None],
        *,
        size: int = CHUNK,
    ) -> None:
        """Do a step for all of them, each set in a transaction of its own."""
        if not isinstance(found, list):
            with as_system():
                found = list(found.order_by("pk").values_list("pk", flat=True))
        with self.stage(name, len(found)) as done:
            for ids in batched(found, size):
                with as_system():
                    step(ids)
                done(len(ids))

    @contextmanager
    def stage(self, name: str, total: int) -> Iterator[Callable[[int], None]]:
        """Show progress and take the time; give a function that counts what is done."""
        bar, started, items = self.progress.add_task(name, total=total or None), time.monotonic(), 0

        def done(count: int) -> None:
            nonlocal items
            items += count
            self.progress.advance(bar, count)

        yield done
        self.progress.update(bar, total=items, completed=items)
        self.report.stages.append(StageTime(name, items, round(time.monotonic() - started, 2)))


def tally(report: Report, version: Live) -> None:
    """Count deficiencies by item and by the field whose wording led to them."""
    with as_system():
        found = Deficiency.objects.filter(application__procedure=version.procedure.slug).exclude(found_by=Finder.BANK)
        for code, field in found.values_list("code", "field").iterator():
            report.deficiencies_by_item[code] = report.deficiencies_by_item.get(code, 0) + 1
            report.faults_by_field[field] = report.faults_by_field.get(field, 0) + 1
        report.deficient = found.values("application").distinct().count()
