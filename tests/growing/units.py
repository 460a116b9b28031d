"""Stands in for systemd on one machine: enables, starts and stops units as their files say, and starts anew what ended.

Understands what the units of the guide use: User, Environment, EnvironmentFile, WorkingDirectory, ExecStart, Restart and
RestartSec, with files added in NAME.service.d. Runs under Debian's own Python.
"""

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

PLACES = (Path("/etc/systemd/system"), Path("/lib/systemd/system"))
WANTED = Path("/etc/units-enabled")  # not where the real machine keeps its own
RUNNING, LOGS = Path("/run/units"), Path("/var/log/units")
AGAIN = {"always", "on-failure", "on-abnormal"}
KEPT = ("PATH", "LANG")
PATIENCE = 20


def settings(name: str) -> dict[str, list[str]]:
    """What the unit and its additions say under [Service]; an empty value takes back those before it."""
    unit = next(place / f"{name}.service" for place in PLACES if (place / f"{name}.service").exists())
    files = [
        unit,
        *(file for place in reversed(PLACES) for file in sorted((place / f"{name}.service.d").glob("*.conf"))),
    ]
    found: dict[str, list[str]] = {}
    for file in files:
        section = ""
        for line in file.read_text().splitlines():
            if line.startswith("["):
                section = line
            elif section == "[Service]" and "=" in line and not line.startswith(("#", ";")):
                key, _, value = line.partition("=")
                found[key] = [*found.get(key, []), _specified(value, name)] if value else []
    return found


def _specified(value: str, name: str) -> str:
    return value.replace("%H", os.uname().nodename).replace("%p", name)


def environment(unit: dict[str, list[str]]) -> dict[str, str]:
    known = {name: os.environ[name] for name in KEPT if name in os.environ}
    for line in unit.get("Environment", []):
        known |= dict(part.split("=", 1) for part in shlex.split(line))
    for named in unit.get("EnvironmentFile", []):
        file = Path(named.removeprefix("-"))
        if file.exists() or not named.startswith("-"):
            lines = [line for line in file.read_text().splitlines() if "=" in line and not line.startswith("#")]
            known |= {key: value.strip("\"'") for key, value in (line.split("=", 1) for line in lines)}
    return known


def start(name: str) -> None:
    """In a process of its own, which goes on after this one and starts the unit anew when it ends."""
    if (RUNNING / name).exists():
        return
    if os.fork():
        while not (RUNNING / name).exists():
            time.sleep(0.02)
        return
    os.setsid()
    LOGS.mkdir(exist_ok=True)
    log = os.open(LOGS / f"{name}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    for stream, target in ((os.open(os.devnull, os.O_RDONLY), 0), (log, 1), (log, 2)):
        os.dup2(stream, target)
    (RUNNING / name).write_text(str(os.getpid()))
    _supervise(name)
    os._exit(0)


def _supervise(name: str) -> None:
    unit = settings(name)
    child: list[subprocess.Popen[bytes]] = []
    signal.signal(signal.SIGTERM, lambda *_: _end(name, child))
    while True:
        child[:] = [_run(unit)]
        child[0].wait()
        if unit.get("Restart", ["no"])[-1] not in AGAIN:
            (RUNNING / name).unlink()
            return
        time.sleep(float(unit.get("RestartSec", ["1"])[-1].removesuffix("s")))


def _run(unit: dict[str, list[str]]) -> "subprocess.Popen[bytes]":
    known = environment(unit)
    words = [
        re.sub(r"\$\{?(\w+)\}?", lambda found: known.get(found[1], ""), word)
        for word in shlex.split(unit["ExecStart"][-1])
    ]
    command = [part for word in words for part in word.split()]
    user = unit.get("User", ["root"])[-1]
    if user != "root":
        command = ["sudo", "-u", user, *command]
    return subprocess.Popen(command, env=known, cwd=unit.get("WorkingDirectory", ["/"])[-1], process_group=0)


def _end(name: str, child: "list[subprocess.Popen[bytes]]") -> None:
    if child:
        child[0].terminate()
        try:
            child[0].wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(child[0].pid, signal.SIGKILL)
    (RUNNING / name).unlink(missing_ok=True)
    os._exit(0)


def stop(name: str) -> None:
    file = RUNNING / name
    if file.exists():
        os.kill(int(file.read_text()), signal.SIGTERM)
        while file.exists():
            time.sleep(0.05)


def main(verb: str, *words: str) -> None:
    names = [word.removesuffix(".service") for word in words if not word.startswith("--")]
    if verb == "boot":
        names, verb = sorted(file.name for file in WANTED.glob("*")), "start"
    for name in names:
        if verb == "enable":
            WANTED.mkdir(parents=True, exist_ok=True)
            (WANTED / name).touch()
        if verb in {"stop", "restart"}:
            stop(name)
        if verb in {"start", "restart"} or "--now" in words:
            start(name)


if __name__ == "__main__":
    main(*sys.argv[1:])
