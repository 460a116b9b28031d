"""A migration and the note that it was made, in one transaction: killed between the two, none could run again."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from django.core.management.commands import migrate
from django.db import transaction
from django.db.migrations.executor import MigrationExecutor


class WholeExecutor(MigrationExecutor):
    """Django notes a migration that leaves statements to its end only after these are committed."""

    def apply_migration(self, state: Any, migration: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as Django's
        """As Django's; one that asks for no transaction is left alone, and must bear being run again."""
        with transaction.atomic(using=self.connection.alias) if migration.atomic else nullcontext():
            return super().apply_migration(state, migration, *args, **kwargs)


@contextmanager
def whole_migrations() -> Iterator[None]:
    """Let `migrate` use it; the command offers no other way to say so."""
    names = vars(migrate)
    before = names["MigrationExecutor"]
    names["MigrationExecutor"] = WholeExecutor
    try:
        yield
    finally:
        names["MigrationExecutor"] = before
