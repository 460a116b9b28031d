"""Counting what one client does within a while, in the memory of one process: no more than a few thousand clients."""

from dataclasses import dataclass, field

MOST_CLIENTS = 50_000


@dataclass
class Window:
    """Counts by client since `begun`, for `seconds`; times are of a clock that only goes forward."""

    seconds: float
    begun: float = 0.0
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, client: str, *, at: float) -> int:
        """One more of this client; how many there were since the window began, this one included."""
        if at - self.begun >= self.seconds or len(self.counts) >= MOST_CLIENTS:
            self.begun = at
            self.counts.clear()
        self.counts[client] = self.counts.get(client, 0) + 1
        return self.counts[client]
