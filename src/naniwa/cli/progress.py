"""A bar for work in several parts, each with its own length."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import Progress, TaskID

from naniwa.cli.app import console
from naniwa.cli.backups.making import Telling


@contextmanager
def telling() -> Iterator[Telling]:
    """Gives what is told `(part, done, of)`; a part appears when it begins."""
    with Progress(console=console, transient=True) as progress:
        tasks: dict[str, TaskID] = {}

        def tell(part: str, done: int, of: int) -> None:
            if part not in tasks:
                tasks[part] = progress.add_task(part, total=of)
            progress.update(tasks[part], completed=done, total=of)

        yield tell
