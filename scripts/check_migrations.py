"""Compare models with migrations, without a database: none may be missing, in conflict, or silently irreversible."""

import inspect
import os
import sys
from collections.abc import Iterator

import django
from django.apps import apps
from django.db.migrations import Migration
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils.translation import override


def missing(loader: MigrationLoader, ours: set[str]) -> Iterator[str]:
    """Changes of models that no migration makes."""
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    changes = detector.changes(graph=loader.graph, trim_to_apps=ours)
    for label, migrations in sorted(changes.items()):
        if label in ours:
            for operation in (operation for migration in migrations for operation in migration.operations):
                yield f"{label}: no migration for: {operation.describe()}"


def conflicting(loader: MigrationLoader) -> Iterator[str]:
    """Apps with more than one last migration."""
    for label, names in sorted(loader.detect_conflicts().items()):
        yield f"{label}: conflicting migrations {', '.join(sorted(names))}"


def irreversible(migration: Migration) -> Iterator[str]:
    """Operations that cannot be undone, unless the migration's file says `irreversible:` and why."""
    if "irreversible:" in inspect.getsource(inspect.getmodule(type(migration)) or type(migration)):
        return
    for operation in migration.operations:
        if not operation.reversible:
            yield f"{migration}: cannot be undone and does not say why: {operation.describe()}"


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naniwa.conf.test")
    django.setup()
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("naniwa.")}
    loader = MigrationLoader(None)
    with override(None):  # migrations hold source strings
        problems = [*missing(loader, ours), *conflicting(loader)]
    for (label, _name), migration in sorted(loader.disk_migrations.items()):
        if label in ours:
            problems += irreversible(migration)
    for problem in problems:
        print(problem)
    print(f"{len(loader.disk_migrations)} migrations, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
