"""One call from a slug or a file to a report: publish, simulate, pay if anything is paid, count."""

import tempfile
import time
from datetime import datetime
from pathlib import Path

from django.db import connections
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.services.procedures import definitions
from naniwa.services.procedures.operations import publishing
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.rehearsal import paying
from naniwa.services.procedures.rehearsal.arrivals import Helpers, write_files
from naniwa.services.procedures.rehearsal.personnel import engage
from naniwa.services.procedures.rehearsal.report import Report, StageTime, peak_rss_mb
from naniwa.services.procedures.rehearsal.season import Season, tally

FILE = 5_000
FUNNEL = (
    "received", "refused_at_entry", "deficient", "notices_drafted", "notices_sent", "corrected", "approved", "rejected",
    "withdrawn",
)  # fmt: skip
MONEY = ("paid", "transfer_failed", "paid_total_yen", "failed_total_yen", "municipal_share_yen")
"""What is told only of a procedure that pays."""


class UnknownProcedure(Exception):
    """Neither a file nor the slug of a definition that ships with Naniwa."""


def find(name: str) -> Path:
    """The definition's file, by path or by slug. Raises UnknownProcedure."""
    for path in (Path(name), definitions.FOLDER / f"{name}.yaml"):
        if path.is_file():
            return path
    raise UnknownProcedure(name)


def play(path: Path, *, applicants: int, seed: int, output: Path, console: Console, now: datetime) -> Report:
    """Rehearse a definition in the database that is connected, which should be empty."""
    started = time.monotonic()
    with as_system():
        version = live(publishing.publish(path=path, by=None, now=now, rehearsed=True).pk)
        staff = engage(Organisation.objects.get(pk=version.organisation_id), now=version.opens_at)
    report = Report(procedure=version.procedure.slug, applicants=applicants, pays=version.procedure.pays)
    connections.close_all()
    with tempfile.TemporaryDirectory() as folder, _progress(console) as progress:
        season = Season(version, staff, report, seed=seed, progress=progress)
        with Helpers(version) as helpers:
            with season.stage("make up applicants", applicants) as done:
                files = write_files(
                    version, count=applicants, seed=seed, size=FILE, folder=Path(folder), now=season.now
                )
                done(applicants)
            season.apply(files, helpers)
        season.review()
        season.decide()
        if version.procedure.pays:
            paying.pay_all(season, output)
    tally(report, version)
    if version.procedure.pays:
        paying.settle(report, version.procedure.slug)
    report.seconds, report.peak_rss_mb = round(time.monotonic() - started, 1), peak_rss_mb()
    return report


def _progress(console: Console) -> Progress:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<20}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=console)


def show(report: Report, version: Live | None, console: Console) -> None:
    """The report for people: funnel, rates, faults, files."""
    funnel = Table(title=f"{report.procedure}: {report.applicants:,} applicants", show_header=False)
    for name in (*FUNNEL, *(MONEY if report.pays else ())):
        funnel.add_row(name.replace("_", " "), f"{getattr(report, name):,}")
    if not report.pays:
        funnel.caption = "Nothing is paid: the decision closes a case"
    console.print(funnel, _stages(report.stages), _faults(report, version))
    for file in report.payout_files:
        console.print(f"{file.path}  {file.records:,} records  {file.total_yen:,} yen  SHA-256 {file.sha256}")
    console.print(f"{report.seconds:,.1f} s, {report.peak_rss_mb:,.0f} MiB")


def _stages(stages: list[StageTime]) -> Table:
    table = Table("stage", "items", "seconds", "per second", title="Stages")
    for stage in stages:
        rate = f"{stage.items / stage.seconds:,.0f}" if stage.seconds else "-"
        table.add_row(stage.name, f"{stage.items:,}", f"{stage.seconds:,.2f}", rate)
    return table


def _faults(report: Report, version: Live | None) -> Table:
    """Which item, and so whose wording, causes most faults."""
    table = Table("fault", "cases", "of received", title="Deficiencies by item")
    ordered = sorted(report.deficiencies_by_item.items(), key=lambda item: -item[1])
    for code, count in ordered:
        table.add_row(code, f"{count:,}", f"{count / max(report.received, 1):.1%}")
    if report.faults_by_field:
        worst = max(report.faults_by_field, key=lambda field: report.faults_by_field[field])
        field = version.procedure.form.fields.get(worst) if version else None
        table.caption = f"Most faults: {worst}" + (f" “{field.label.ja}”: read its wording again" if field else "")
    return table
