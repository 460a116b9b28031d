"""The environment variables that only an operator's commands read; the site itself needs none of them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Variables:
    """See docs/reference/settings.md; what is not set is empty."""

    backups: Path | None
    backup_database_url: str

    @classmethod
    def read(cls, variables: Mapping[str, str] = os.environ) -> "Variables":
        folder = variables.get("NANIWA_BACKUPS", "")
        return cls(
            backups=Path(folder).absolute() if folder else None,
            backup_database_url=variables.get("NANIWA_BACKUP_DATABASE_URL", ""),
        )
