"""The cluster of the guide, set up by its own words, and what may befall it while people hand in applications."""

import csv
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tests.growing import guide
from tests.growing.machines import Machine, Network, NotPermitted, environment
from tests.recovery.site import KEY, ROOT, until

OURS = ("adduser", "curl", "iproute2")  # packages that machines are made and asked with
TURN = 7.0  # longer than loop_wait in patroni.yml, in seconds
DATABASES, WEB = ("db1", "db2", "db3"), ("web1", "web2")
APPLICATION = (*WEB, "worker1", "worker2")
# Step 3 of install.md, for the demo's people: without TLS, with a mail server that is away.
SETTINGS = f"""DJANGO_SETTINGS_MODULE=naniwa.conf.demo
NANIWA_DATA=/var/lib/naniwa
NANIWA_SECRET_KEY='{KEY}'
NANIWA_HOSTS=*
NANIWA_SITE_URL=http://web1:8000
NANIWA_SMTP_URL=smtp://127.0.0.1:25
NANIWA_WEB_WORKERS=1
PYTHONPATH=/opt/naniwa/app/src:/opt/naniwa/app
"""
# Every application of the person who hands in, with its draft and the number of its parts. A draft names one of them, so
# one without a draft was handed in twice. (In the demo other people's applications keep arriving.)
HANDED_IN = """
    SELECT d.id::text AS draft, a.reference,
        (SELECT count(*) FROM procedures_submission s WHERE s.application_id = a.id) AS submissions,
        (SELECT count(*) FROM procedures_step s WHERE s.application_id = a.id) AS steps,
        (SELECT count(*) FROM audit_record r WHERE r.action = 'procedures.received' AND r.target = a.reference) AS records,
        (SELECT count(*) FROM events_event e
            WHERE e.name = 'procedures.applications_received' AND e.payload -> 'references' ? a.reference) AS events
    FROM procedures_application a LEFT JOIN procedures_draft d ON d.application_id = a.id
    WHERE a.procedure = 'journey' AND a.person_id IN (SELECT person_id FROM procedures_draft WHERE procedure = 'journey')
"""
AS_SUPERUSER = "PGPASSWORD=fourth-secret psql -h {host} -U postgres -d naniwa --csv -t --set ON_ERROR_STOP=1"
POSTMASTER = "/var/lib/postgresql/15/naniwa/postmaster.pid"
AS_NANIWA = "sudo -u naniwa sh -c 'set -a; . /etc/naniwa.env; {}'"


@dataclass
class Load:
    """People who hand in; what they saw, as [monotonic seconds, draft, receipt, error]."""

    process: subprocess.Popen[str]
    file: Path
    drafts: list[str]

    def seen(self) -> list[list[Any]]:
        return [json.loads(line) for line in self.file.read_text().splitlines() if line.endswith("]")]

    def receipts(self) -> list[tuple[float, str, str]]:
        return [(at, draft, receipt) for at, draft, receipt, _error in self.seen() if receipt]

    def wait_for(self, count: int) -> None:
        until(lambda: len(self.receipts()) >= count or self.process.poll() is not None, f"{count} receipts")

    def end(self, patience: float = 300) -> None:
        assert self.process.wait(patience) == 0, self.file.with_suffix(".err").read_text()[-2000:]


@dataclass
class Cluster:
    network: Network
    used: int = 0
    loads: list[Load] = field(default_factory=list)

    def primary(self) -> Machine | None:
        """The machine whose Patroni says so, seen from a web node."""
        for name in DATABASES:
            asked = f"curl -fs --max-time 2 http://{name}:8008/primary >/dev/null && echo yes || true"
            if self.network[name].inside and "yes" in self.network["web1"].run(asked):
                return self.network[name]
        return None

    def leader(self) -> Machine:
        found: Machine = until(self.primary, "a primary")
        return found

    def ready(self) -> Machine:
        """The primary, once all three agree on it, one follows in step, and that is still so a turn of Patroni's later."""
        until(self._agreed, "all three machines to agree")
        time.sleep(TURN)
        until(self._agreed, "all three machines to agree still")
        return self.leader()

    def _agreed(self) -> bool:
        members = [self._member(name) for name in DATABASES]
        return (
            all(member.get("state") == "running" for member in members)
            and len({member.get("timeline") for member in members}) == 1
            and sum(member["role"] in {"primary", "master"} for member in members) == 1
            and sum(member.get("sync_standby", False) for member in members) == 1
        )

    def _member(self, name: str) -> dict[str, Any]:
        """What its Patroni says of itself, seen from a web node; nothing where it does not answer."""
        said = self.network["web1"].run(f"curl -s --max-time 2 http://{name}:8008/patroni || true")
        member: dict[str, Any] = json.loads(said or "{}")
        return member

    def rows(self, query: str) -> list[list[str]]:
        """As the superuser on the primary, who sees everything; NULL is empty."""
        command = AS_SUPERUSER.format(host=self.leader().name)
        return list(csv.reader(self.network["worker1"].run(f"{command} <<'SQL'\n{query}\nSQL").splitlines()))

    def drafts(self) -> list[str]:
        return [draft for [draft] in self.rows(
            "SELECT id::text FROM procedures_draft WHERE procedure = 'journey' AND application_id IS NULL ORDER BY 1"
        )]  # fmt: skip

    @contextmanager
    def load(self, count: int) -> Iterator[Load]:
        """So many drafts are handed in meanwhile."""
        drafts = self.drafts()[:count]
        assert len(drafts) == count, "not enough drafts were prepared"
        file = self.network.folder / f"load-{len(self.loads)}.jsonl"
        urls = [f"http://{self.network[name].address}:8000" for name in WEB]
        command = self.network["visitors"].command(sys.executable, "-m", "tests.growing.load")
        with file.open("w") as out, file.with_suffix(".err").open("w") as err:
            process = subprocess.Popen(
                command,
                env=environment() | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=out,
                stderr=err,
                text=True,
            )
        assert process.stdin
        process.stdin.write(json.dumps({"urls": urls, "drafts": drafts}))
        process.stdin.close()
        load = Load(process, file, drafts)
        self.loads.append(load)
        try:
            yield load
        finally:
            process.kill()
            process.wait()

    def counted(self, load: Load) -> dict[str, Any]:
        """What became of everything that was acknowledged, and how long nobody got a receipt."""
        receipts = load.receipts()
        times = [at for at, _draft, _receipt in receipts]
        named = {draft: receipt for _at, draft, receipt in receipts}
        handed_in = self.rows(HANDED_IN)
        whole = {draft: receipt for draft, receipt, *parts in handed_in if parts == ["1"] * 4}
        return {
            "acknowledged": len(named),
            "lost": sum(whole.get(draft) != receipt for draft, receipt in named.items()),
            "duplicated": sum(not draft for draft, *_ in handed_in),
            "pause_s": round(max(later - earlier for earlier, later in itertools.pairwise(times)), 1),
            "refused": sum(1 for *_, error in load.seen() if error),
        }  # fmt: skip


def install() -> None:
    """The guide's packages from Debian, which all machines share. Raises NotPermitted with the reason."""
    wanted = [name for name in [*guide.packages(), *OURS] if not _installed(name)]
    if not wanted:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        message = f"these packages are missing, and only root may install them: {' '.join(wanted)}"
        raise NotPermitted(message)
    options = ["-o", "DPkg::Lock::Timeout=120", "-qq"]
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", *options, "update"], check=False, env=quiet)
    done = subprocess.run(
        ["apt-get", *options, "install", "-y", "--no-install-recommends", *wanted],
        env=quiet, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        message = f"the packages {' '.join(wanted)} could not be installed: {done.stderr[-800:]}"
        raise NotPermitted(message)


def _installed(package: str) -> bool:
    return subprocess.run(["dpkg", "-s", package], capture_output=True, check=False).returncode == 0


@contextmanager
def grown(drafts: int) -> Iterator[Cluster]:
    """Everything that the guide names, running, with so many drafts ready to be handed in."""
    if os.geteuid() != 0:
        raise NotPermitted("machines are made in namespaces, for which one has to be root")
    install()
    folder = Path(tempfile.mkdtemp(prefix="naniwa-growing-"))
    folder.chmod(0o755)
    network = Network(folder)
    try:
        with network:
            for name in APPLICATION:
                network[name].run("adduser --quiet --system --group --home /opt/naniwa --no-create-home naniwa")
                network[name].run(f"cat > /etc/naniwa.env <<'ENV'\n{SETTINGS}ENV")
            network["web1"].run("chown naniwa:naniwa /var/lib/naniwa && chmod 750 /var/lib/naniwa")
            for step in guide.steps():
                step.carry_out(network)
            network["web1"].run(AS_NANIWA.format(f".venv/bin/python -m tests.growing.prepare {drafts}"))
            for name in WEB:
                until(partial(_answers, network, name), f"{name} to answer")
            yield Cluster(network)
    finally:
        if not os.environ.get("NANIWA_KEEP"):
            network.discard()


def _answers(network: Network, name: str) -> bool:
    return "ok" in network["visitors"].run(f"curl -s http://{network[name].address}:8000/readyz || true")


def kill_postgresql(machine: Machine) -> None:
    """The server's first process alone, as the system does where memory is short."""
    machine.run(f"kill -9 $(head -1 {POSTMASTER})")


# What may befall the primary, and what mends it.
MISFORTUNES: dict[str, tuple[Callable[[Machine], None], Callable[[Machine], None]]] = {
    "power": (Machine.power_off, Machine.power_on),
    "network": (Machine.unplug, Machine.plug_in),
    "postgresql": (kill_postgresql, lambda _: None),
}


def struck(cluster: Cluster, kind: str, *, submissions: int) -> dict[str, Any]:
    """The primary meets with it while so many are handed in; what was counted once all machines stand again."""
    befall, mend = MISFORTUNES[kind]
    primary = cluster.ready()
    with cluster.load(submissions) as load:
        load.wait_for(submissions // 5)
        befall(primary)
        load.end()
    assert cluster.leader() is not primary, "nothing befell the primary"
    mend(primary)
    cluster.ready()
    return cluster.counted(load)
