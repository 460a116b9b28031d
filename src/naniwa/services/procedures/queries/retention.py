"""Which cases and drafts are over, and which of them something holds back."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from naniwa.kernel.forms.models import Version
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.statements import Statement
from naniwa.kernel.payments.models import Reclaim
from naniwa.library.periods import kept_if_closed_since, start_of
from naniwa.services.procedures.models import Appeal, Application, Draft, Erasure, ErasureKind, Hold, RetentionRun
from naniwa.services.procedures.queries.live import KIND, Live, live
from naniwa.services.procedures.rules import closed_for_good


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One procedure: what would go by a day, and what would stay and why (a case counts under its first reason)."""

    procedure: str
    title: str
    years: int
    then: str
    going: int
    held: int
    appealed: int
    owing: int
    drafts: int


def versions() -> list[Live]:
    """Every published version, because a case keeps the promise of its own."""
    return [
        live(pk) for pk in Version.objects.filter(kind=KIND).order_by("slug", "number").values_list("pk", flat=True)
    ]


def over(version: Live, *, now: datetime) -> QuerySet[Application]:
    """Cases of a version whose time is over and that have not gone yet, whether or not something holds them back."""
    before = cutoff(version, now)
    since = Q(application=OuterRef("pk"), closed_at__gte=before)
    settled = Q(claim__reference=OuterRef("reference"), settled_at__gte=before)
    return Application.objects.filter(
        ~Exists(Erasure.objects.filter(reference=OuterRef("reference"))),
        ~Exists(Appeal.objects.filter(since)),
        ~Exists(Reclaim.objects.filter(settled)),
        procedure=version.procedure.slug,
        version_id=version.version_id,
        state__in=closed_for_good(pays=version.procedure.pays),
        received_at__lt=before,
        state_at__lt=before,
    )


def cutoff(version: Live, now: datetime) -> datetime:
    return start_of(kept_if_closed_since(timezone.localtime(now).date(), years=version.procedure.retention.years))


def may_go(version: Live, *, now: datetime) -> QuerySet[Application]:
    """Those that nothing holds back: no legal hold, no open appeal, no money still to come back."""
    return over(version, now=now).filter(~Exists(_holds(now)), ~Exists(_appeals()), ~Exists(_owed()))


def drafts_over(version: Live, *, now: datetime) -> QuerySet[Draft]:
    """Drafts never handed in, by their own time; a hold on the whole procedure keeps them too."""
    before = now - timedelta(days=version.procedure.retention.draft_days)
    waiting = Draft.objects.filter(version_id=version.version_id, application=None, saved_at__lt=before)
    kept = in_force(now).filter(application=None, procedure=version.procedure.slug).exists()
    return waiting.none() if kept else waiting


def in_force(now: datetime) -> QuerySet[Hold]:
    return _in_force(timezone.localtime(now).date())


def _in_force(today: date) -> QuerySet[Hold]:
    return Hold.objects.filter(Q(until=None) | Q(until__gte=today), ended_at=None)


def holds_on(case: Application, *, now: datetime) -> list[Hold]:
    """Those that keep this case, its own and its procedure's, oldest first."""
    return _holds_on(timezone.localtime(now).date(), case.pk, case.procedure, case.organisation_id)


def _keeping(today: date, case: int, procedure: str, organisation: int) -> QuerySet[Hold]:
    whose = Q(application=case) | Q(application=None, procedure=procedure, organisation=organisation)
    return _in_force(today).filter(whose).select_related("placed_by").order_by("since")


_holds_on = Statement(_keeping)


def holds(now: datetime, organisation_id: int) -> list[Hold]:
    """Every hold in force of an organisation, the latest first."""
    found = in_force(now).filter(organisation_id=organisation_id)
    return list(found.select_related("placed_by", "application").order_by("-since"))


def receipts() -> list[RetentionRun]:
    """Every finished run, the latest first."""
    return list(RetentionRun.objects.exclude(finished_at=None).order_by("-number"))


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a receipt, in words."""

    number: int
    finished_at: datetime | None
    title: str
    year: int | None
    kind: str
    count: int


def told(run: RetentionRun, names: Mapping[str, str]) -> list[Told]:
    """What a receipt says, read from its signed text."""
    return [
        Told(
            number=run.number,
            finished_at=run.finished_at,
            title=names.get(line["procedure"], line["procedure"]),
            year=line["year_of_decision"],
            kind=str(ErasureKind(line["what"]).label),
            count=line["count"],
        )
        for line in json.loads(run.receipt)["gone"]
    ]


def procedures_of(organisation_id: int, names: Mapping[str, str]) -> dict[str, str]:
    """Slug and title of each procedure on which an organisation decides."""
    slugs = [version.procedure.slug for version in versions() if version.organisation_id == organisation_id]
    return {slug: names.get(slug, slug) for slug in slugs}


def foresee(*, now: datetime, days: int, organisation_id: int, language: str) -> list[Foreseen]:
    """What an organisation's next nights would take, drafts of people included; nothing is changed."""
    then, found = now + timedelta(days=days), defaultdict[str, Counter[str]](Counter)
    named: dict[str, Live] = {}
    with as_system():
        for version in versions():
            if version.organisation_id == organisation_id:
                named[version.procedure.slug] = version
                found[version.procedure.slug].update(dict(_counted(version, now, then)))
    return [_foreseen(named[slug], counts, language) for slug, counts in found.items() if counts.total()]


def _counted(version: Live, now: datetime, then: datetime) -> Iterator[tuple[str, int]]:
    ending, free = over(version, now=then), Exists(_holds(now))
    yield "held", ending.filter(free).count()
    yield "appealed", ending.filter(~free, Exists(_appeals())).count()
    yield "owing", ending.filter(~free, ~Exists(_appeals()), Exists(_owed())).count()
    yield "going", ending.filter(~free, ~Exists(_appeals()), ~Exists(_owed())).count()
    yield "drafts", drafts_over(version, now=then).count()


def _foreseen(version: Live, counts: Counter[str], language: str) -> Foreseen:
    rule, title = version.procedure.retention, version.procedure.title.in_language(language)
    names = ("going", "held", "appealed", "owing", "drafts")
    return Foreseen(version.procedure.slug, title, rule.years, rule.then, **{name: counts[name] for name in names})


def _holds(now: datetime) -> QuerySet[Hold]:
    whole = Q(application=None, procedure=OuterRef("procedure"), organisation=OuterRef("organisation"))
    return in_force(now).filter(Q(application=OuterRef("pk")) | whole)


def _appeals() -> QuerySet[Appeal]:
    return Appeal.objects.filter(application=OuterRef("pk"), outcome="")


def _owed() -> QuerySet[Reclaim]:
    return Reclaim.objects.filter(claim__reference=OuterRef("reference"), settled_at=None)
