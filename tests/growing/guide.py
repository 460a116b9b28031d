"""The guide as something to carry out: its blocks of commands, with the machines that each begins with."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.growing.machines import Network
from tests.recovery.site import ROOT

GUIDE = ROOT / "docs/how-to/grow.md"
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
INSTALL = re.compile(r"apt-get install (.*)")


@dataclass(frozen=True)
class Step:
    machines: tuple[str, ...]
    script: str

    def carry_out(self, network: Network) -> None:
        """On its machines at once, as two people would."""
        with ThreadPoolExecutor(len(self.machines)) as threads:
            for done in [threads.submit(network[name].run, self.script) for name in self.machines]:
                done.result()


def steps(guide: Path = GUIDE) -> list[Step]:
    return [_step(block) for block in BLOCK.findall(guide.read_text())]


def packages(guide: Path = GUIDE) -> list[str]:
    """All that it has installed."""
    words = [word for line in INSTALL.findall(guide.read_text()) for word in line.split()]
    return sorted({word for word in words if not word.startswith("-")})


def _step(block: str) -> Step:
    first, _, script = block.partition("\n")
    assert first.startswith("# on "), f"a block that does not say where it is run: {first}"
    return Step(tuple(first.split()[2:]), script)
