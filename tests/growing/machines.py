"""Machines on one machine: each with a network, processes, discs and a name of its own; a switch between them.

They end with the program that made them, however it ends. Needs root on Linux.
"""

import os
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from tests.recovery.site import ROOT, outside

HERE = Path(__file__).parent
BRIDGE = "switch"
ADDRESSES = {
    "db1": "10.87.0.11",
    "db2": "10.87.0.12",
    "db3": "10.87.0.13",
    "web1": "10.87.0.21",
    "web2": "10.87.0.22",
    "worker1": "10.87.0.31",
    "worker2": "10.87.0.32",
    "visitors": "10.87.0.90",
}
PATH = f"{HERE / 'programs'}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
PATIENCE = 180.0


class NotPermitted(AssertionError):
    """This machine lets nobody make namespaces, or no mounts in them."""


@dataclass
class Inside:
    """A process that holds namespaces open."""

    process: subprocess.Popen[str]
    pid: int

    @classmethod
    def make(cls, kinds: list[str], command: list[str]) -> "Inside":
        """Raises NotPermitted."""
        unshare = ["unshare", *kinds, "--fork", "--kill-child=SIGKILL", *command]
        pipe = subprocess.PIPE
        process = subprocess.Popen(unshare, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
        assert process.stdout
        if process.stdout.readline() != "ready\n":
            _, said = process.communicate()
            message = f"no machine could be made in namespaces (root on Linux with overlay is needed): {said}"
            raise NotPermitted(message)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        return cls(process, int(children[0]))

    def end(self) -> None:
        """With -9, and with it whatever runs inside."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, 9)
        self.process.kill()
        self.process.communicate()


@dataclass
class Network:
    """The switch, and all machines that were plugged into it. `folder` holds their discs."""

    folder: Path
    machines: dict[str, "Machine"] = field(default_factory=dict)
    switch: Inside | None = None

    def __enter__(self) -> Self:
        begin = f"ip link add {BRIDGE} type bridge && ip link set {BRIDGE} up && echo ready && exec cat"
        self.switch = Inside.make(["--net"], ["sh", "-c", begin])
        (self.folder / "shared").mkdir(parents=True, exist_ok=True)
        for name in ADDRESSES:
            self.machines[name] = Machine(name, self)
            self.machines[name].power_on()
        return self

    def __exit__(self, *_: object) -> None:
        for machine in self.machines.values():
            machine.power_off()
        if self.switch:
            self.switch.end()

    def __getitem__(self, name: str) -> "Machine":
        return self.machines[name]

    def ip(self, *words: str, check: bool = True) -> None:
        """On the switch."""
        assert self.switch
        subprocess.run(["nsenter", "-t", str(self.switch.pid), "-n", "ip", *words], check=check, capture_output=True)

    def discard(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass
class Machine:
    """A computer, as far as the programs on it can tell; its discs outlive its power."""

    name: str
    network: Network
    inside: Inside | None = None

    @property
    def address(self) -> str:
        return ADDRESSES[self.name]

    def power_on(self) -> None:
        """Plugged in, with whatever units were enabled."""
        discs, shared = self.network.folder / self.name, self.network.folder / "shared"
        kinds = ["--net", "--mount", "--pid", "--uts", "--mount-proc"]
        init = ["sh", str(HERE / "init.sh"), self.name, str(discs), str(ROOT), str(shared)]
        self.inside = Inside.make(kinds, init)
        self.network.ip("link", "del", self.name, check=False)
        self.network.ip(
            *("link", "add", self.name, "type", "veth", "peer", "name", "eth0", "netns", str(self.inside.pid))
        )
        self.network.ip("link", "set", self.name, "master", BRIDGE, "up")
        self.run(f"ip addr add {self.address}/24 dev eth0; ip link set eth0 up; systemctl boot")

    def power_off(self) -> None:
        """Every process at one moment, nothing written down."""
        if self.inside:
            self.inside.end()
            self.inside = None

    def unplug(self) -> None:
        self.network.ip("link", "set", self.name, "down")

    def plug_in(self) -> None:
        self.network.ip("link", "set", self.name, "up")

    def command(self, *words: str) -> list[str]:
        assert self.inside, f"{self.name} is off"
        return ["nsenter", "-t", str(self.inside.pid), "--mount", "--uts", "--net", "--pid", *words]

    def run(self, script: str, *, check: bool = True, patience: float = PATIENCE) -> str:
        """Lines of a shell, each of which must succeed; what they print."""
        command = self.command("bash", "-euo", "pipefail", "-c", f"cd /opt/naniwa/app\n{script}")
        done = subprocess.run(command, env=environment(), text=True, capture_output=True, check=False, timeout=patience)
        assert not check or done.returncode == 0, f"on {self.name}: {script}\n{done.stdout}{done.stderr}"
        return done.stdout


def environment() -> dict[str, str]:
    return outside() | {"PATH": PATH, "LC_ALL": "C.UTF-8"}
