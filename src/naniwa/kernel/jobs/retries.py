"""When a failed job is tried again."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, kw_only=True)
class Retry:
    """`attempts` counts the first try too; each wait is `factor` times the one before, at most `up_to`."""

    attempts: int = 6
    wait: timedelta = timedelta(seconds=10)
    factor: int = 3
    up_to: timedelta = timedelta(hours=1)

    def wait_after(self, failures: int) -> timedelta | None:
        """How long to wait after this many failures; None when it is time to give up."""
        if failures >= self.attempts:
            return None
        grown: int = self.factor ** (failures - 1)
        return min(self.wait * grown, self.up_to)


NO_RETRY = Retry(attempts=1)
